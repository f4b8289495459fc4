package org.slapos.cli.schema;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slapos.slap.http.HttpCall;
import org.slapos.slap.http.HttpUrl;
import org.slapos.slap.http.ProxyRules;
import org.slapos.slap.http.RedirectingTransport;
import org.slapos.slap.http.SocketTransport;
import org.slapos.slap.http.Tls;
import org.slapos.slap.http.Transport;

/** Fetches the files of software releases, over HTTP or from disk, each once. The Master's certificate is not shown. */
public final class ReleaseDocuments {
  /** A release's home may be gone; a request does not wait long for an explanation of its parameters. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Transport transport;
  private final Path folder;
  private final Map<URI, String> known = new HashMap<>();

  /**
   * A source of documents.
   *
   * @param environment for the proxy variables
   * @param folder where relative paths begin
   */
  public ReleaseDocuments(Map<String, String> environment, Path folder) {
    this.transport = new RedirectingTransport(new SocketTransport(
        PATIENCE, new Tls(Optional.empty(), Optional.empty()), ProxyRules.fromEnvironment(environment)));
    this.folder = folder;
  }

  /**
   * What a release's name means: a URL, or a path.
   *
   * @throws IOException if it is neither
   */
  public URI locate(String release) throws IOException {
    if (release.startsWith("http://") || release.startsWith("https://") || release.startsWith("file:")) {
      try {
        return new URI(release);
      } catch (URISyntaxException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    return folder.resolve(release).toUri();
  }

  /** The text there. */
  public String read(URI place) throws IOException {
    var text = known.get(place);
    if (text == null) {
      text = place.getScheme().equals("file") ? file(place) : download(place);
      known.put(place, text);
    }
    return text;
  }

  private static String file(URI place) throws IOException {
    try {
      return Files.readString(Path.of(place));
    } catch (NoSuchFileException e) {
      throw new IOException("there is no such file", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private String download(URI place) throws IOException {
    try {
      var answer = transport.send(HttpCall.get(HttpUrl.parse(place.toString())));
      if (answer.status() >= 300) {
        throw new IOException(answer.status() + " " + answer.reason());
      }
      return answer.text();
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
