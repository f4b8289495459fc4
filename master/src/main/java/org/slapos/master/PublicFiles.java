package org.slapos.master;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slapos.master.http.FileAnswer;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.http.Request;
import org.slapos.master.http.Response;
import org.slapos.master.http.StreamHandler;
import org.slapos.master.http.StreamedResponse;

/** {@code GET /panel/public/PATH}: files of one folder, to be saved (reference: proxy.md, 9). */
final class PublicFiles implements StreamHandler {
  private static final String PREFIX = "/panel/public/";
  private static final String ALLOWED = "HEAD, OPTIONS, GET";

  private final Optional<Path> folder;

  PublicFiles(Optional<Path> folder) {
    this.folder = folder;
  }

  @Override
  public boolean serves(String path) {
    return path.startsWith(PREFIX) && path.length() > PREFIX.length();
  }

  @Override
  public StreamedResponse handle(Request request, InputStream body) throws IOException {
    return switch (request.method()) {
      case "GET", "HEAD" -> file(request);
      case "OPTIONS" ->
          StreamedResponse.of(new Response(200, Response.HTML, Map.of("Allow", ALLOWED), new byte[0]));
      default -> throw HttpProblem.methodNotAllowed(ALLOWED);
    };
  }

  private StreamedResponse file(Request request) throws IOException {
    var root = folder.orElseThrow(() -> HttpProblem.of(403, "The public directory path is not configured."));
    var file = inside(root, request.path()).orElseThrow(HttpProblem::noSuchPage);
    var name = String.valueOf(file.getFileName());
    var type = Optional.ofNullable(URLConnection.guessContentTypeFromName(name)).orElse("application/octet-stream");
    return FileAnswer.of(file, name, type.startsWith("text/") ? type + "; charset=utf-8" : type, request);
  }

  /** The file that the path names, links resolved, if it is really below the folder. */
  private static Optional<Path> inside(Path root, String path) {
    if (!path.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      var real = root.resolve(path.substring(PREFIX.length())).toRealPath();
      return real.startsWith(root.toRealPath()) ? Optional.of(real) : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      // Nothing of that name.
      return Optional.empty();
    }
  }
}
