package org.slapos.master.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.slapos.master.http.FileAnswer;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.http.Request;
import org.slapos.master.http.Response;
import org.slapos.master.http.StreamHandler;
import org.slapos.master.http.StreamedResponse;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** {@code /shacache/...}: what the network cache's clients call. */
public final class CacheApi implements StreamHandler {
  private static final String PREFIX = "/shacache/";
  private static final Pattern JSON_TYPE = Pattern.compile("(?i)application/([^;]+\\+)?json\\s*(;.*)?");
  private static final int LARGEST_ENTRY = 1 << 20;

  private final Optional<Cache> cache;

  /** The files and what is behind them. */
  private record Cache(Contents contents, Entries entries, Optional<UpstreamCache> upstream) {}

  /**
   * The API of a cache; without one everything is answered by 503.
   *
   * @throws java.io.UncheckedIOException if a folder cannot be used
   * @throws IllegalArgumentException if an upstream URL is none
   */
  public CacheApi(Optional<CacheSettings> settings) {
    this.cache = settings.map(given -> new Cache(
        new Contents(StoredFiles.in(given.contents())),
        new Entries(StoredFiles.in(given.entries())),
        given.upstream().map(UpstreamCache::new)));
  }

  @Override
  public boolean serves(String path) {
    return path.startsWith(PREFIX);
  }

  @Override
  public StreamedResponse handle(Request request, InputStream body) throws IOException {
    var route = CacheRoute.of(request.path()).orElseThrow(HttpProblem::noSuchPage);
    var allowed = String.join(", ", route.methods());
    if (request.method().equals("OPTIONS")) {
      return StreamedResponse.of(new Response(200, Response.HTML, Map.of("Allow", allowed), new byte[0]));
    }
    if (!route.methods().contains(request.method())) {
      throw HttpProblem.methodNotAllowed(allowed);
    }
    var puts = request.method().equals("PUT");
    return switch (route) {
      case CacheRoute.Content(var sha512) -> puts ? put(cache(), sha512, body) : get(cache(), sha512, request);
      case CacheRoute.Entry(var key) -> puts ? putEntry(cache(), key, request, body) : getEntry(cache(), key);
      case CacheRoute.Contents _ -> created(cache().contents().store(body));
      case CacheRoute.Update _ -> update(cache());
    };
  }

  private Cache cache() {
    return cache.orElseThrow(() -> HttpProblem.of(503, "Shacache not configured"));
  }

  private static StreamedResponse get(Cache cache, String sha512, Request request) throws IOException {
    var here = cache.contents().find(sha512);
    if (here.isEmpty() && Contents.isSha512(sha512) && cache.upstream().isPresent()) {
      cache.upstream().get().fetch(sha512, cache.contents());
      here = cache.contents().find(sha512);
    }
    return FileAnswer.of(here.orElseThrow(HttpProblem::noSuchPage), sha512, "application/octet-stream", request);
  }

  private static StreamedResponse put(Cache cache, String sha512, InputStream body) throws IOException {
    if (!Contents.isSha512(sha512) || !cache.contents().store(body, sha512)) {
      throw HttpProblem.of(400, "Checksum mismatch");
    }
    return created(sha512);
  }

  private static StreamedResponse getEntry(Cache cache, String key) throws IOException {
    var here = cache.entries().find(key);
    if (here.isPresent()) {
      return text(Response.HTML, here.get());
    }
    var there = cache.upstream().flatMap(upstream -> upstream.entry(key)).orElseThrow(HttpProblem::noSuchPage);
    cache.entries().store(key, there);
    return text(Response.JSON, there);
  }

  private static StreamedResponse putEntry(Cache cache, String key, Request request, InputStream body)
      throws IOException {
    if (!JSON_TYPE.matcher(request.header("content-type").orElse("")).matches()) {
      throw HttpProblem.of(
          415, "Did not attempt to load JSON data because the request Content-Type was not 'application/json'.");
    }
    var sent = body.readNBytes(LARGEST_ENTRY + 1);
    if (sent.length > LARGEST_ENTRY) {
      throw HttpProblem.of(413, "The entry is larger than " + LARGEST_ENTRY + " bytes.");
    }
    cache.entries().store(key, document(sent));
    return created("");
  }

  private static String document(byte[] sent) {
    Value entry;
    try {
      entry = JsonText.read(new String(sent, UTF_8));
    } catch (MalformedDocumentException e) {
      throw HttpProblem.of(400, "The entry is " + e.getMessage());
    }
    return Entries.document(entry).orElseThrow(() -> HttpProblem.of(400, "Invalid entry format"));
  }

  private static StreamedResponse update(Cache cache) throws IOException {
    var result = new CacheUpdate(cache.contents(), cache.entries(), cache.upstream()).run();
    return text(Response.JSON, JsonText.writeLine(Value.Dict.builder()
        .put("removed", texts(result.removed()))
        .put("updated", texts(result.updated()))
        .build()) + "\n");
  }

  private static Value texts(List<String> texts) {
    return new Value.ListValue(texts.stream().<Value>map(Value.Text::new).toList());
  }

  private static StreamedResponse created(String text) {
    return StreamedResponse.of(new Response(201, Response.HTML, Map.of(), text.getBytes(UTF_8)));
  }

  private static StreamedResponse text(String type, String text) {
    var bytes = text.getBytes(UTF_8);
    return new StreamedResponse(200, type, Map.of(), OptionalLong.of(bytes.length), out -> out.write(bytes));
  }
}
