package org.slapos.master.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Sends a file to be saved, whole or in part, or says that the client has it already. */
public final class FileAnswer {
  private FileAnswer() {}

  /**
   * Answers a GET or HEAD.
   *
   * @param file a regular file, no link
   * @param name under which to save it
   * @throws HttpProblem 404 if there is none
   */
  public static StreamedResponse of(Path file, String name, String contentType, Request request) throws IOException {
    var channel = open(file);
    try {
      var size = channel.size();
      var modified = Files.getLastModifiedTime(file).toInstant();
      var tag = "\"%x-%x\"".formatted(modified.toEpochMilli(), size);
      var headers = new LinkedHashMap<>(Map.of(
          "Content-Disposition", "attachment; filename=" + quotedIfNeeded(name),
          "Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(modified.atOffset(ZoneOffset.UTC)),
          "Cache-Control", "no-cache",
          "ETag", tag,
          "Accept-Ranges", "bytes"));
      if (request.header("if-none-match").filter(known -> known.contains(tag) || known.equals("*")).isPresent()) {
        channel.close();
        return new StreamedResponse(304, contentType, headers, OptionalLong.empty(), _ -> {});
      }
      // A part of a file that has changed meanwhile would not fit to the rest.
      var range = request.header("if-range").filter(known -> !known.equals(tag)).isPresent()
          ? Optional.<String>empty()
          : request.header("range");
      return ranged(channel, ByteRange.of(range, size), size, contentType, headers);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static StreamedResponse ranged(
      FileChannel channel, ByteRange range, long size, String contentType, Map<String, String> headers)
      throws IOException {
    return switch (range) {
      case ByteRange.Whole _ ->
          new StreamedResponse(200, contentType, headers, OptionalLong.of(size), new FilePart(channel, 0, size));
      case ByteRange.Part part -> {
        headers.put("Content-Range", "bytes %d-%d/%d".formatted(part.first(), part.last(), size));
        yield new StreamedResponse(
            206, contentType, headers, OptionalLong.of(part.length()),
            new FilePart(channel, part.first(), part.length()));
      }
      case ByteRange.Outside _ -> {
        channel.close();
        yield StreamedResponse.of(ErrorPage.of(
            416, "The server cannot provide the requested range.", Map.of("Content-Range", "bytes */" + size)));
      }
    };
  }

  private static FileChannel open(Path file) throws IOException {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw HttpProblem.noSuchPage();
      }
      return FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      throw HttpProblem.noSuchPage();
    }
  }

  private static String quotedIfNeeded(String name) {
    return name.matches("[A-Za-z0-9!#$&+.^_`|~-]+") ? name : '"' + name.replaceAll("[^ -~]|[\"\\\\]", "_") + '"';
  }

  /** Some bytes of an open file. */
  private record FilePart(FileChannel channel, long first, long count) implements StreamedResponse.Body {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      var to = Channels.newChannel(out);
      for (long sent = 0; sent < count; ) {
        var more = channel.transferTo(first + sent, Math.min(count - sent, 1 << 20), to);
        if (more <= 0) {
          throw new IOException("the file became shorter while it was sent");
        }
        sent += more;
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
