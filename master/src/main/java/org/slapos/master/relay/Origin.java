package org.slapos.master.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slapos.slap.http.HttpUrl;
import org.slapos.slap.http.PercentEncoding;

/** A server: scheme, host in lower case, and port. */
public record Origin(boolean secure, String host, int port) {
  private static final Pattern URL = Pattern.compile("(https?)(?:://|/)([^/?#\\s\"'<>&\\\\]+)", Pattern.CASE_INSENSITIVE);

  static Origin of(HttpUrl url) {
    return new Origin(url.secure(), url.host().toLowerCase(Locale.ROOT), url.effectivePort());
  }

  /** The server of a URL, whatever characters its path holds; empty for what is no http or https URL. */
  public static Optional<Origin> of(String url) {
    return in(url).stream().findFirst();
  }

  private static Optional<Origin> parsed(String server) {
    try {
      return Optional.of(of(HttpUrl.parse(server)));
    } catch (IllegalArgumentException _) {
      // Any text may look like a URL.
      return Optional.empty();
    }
  }

  /** All servers that a text speaks of, in URLs or as the path of a relay ({@code /http_proxy/http/HOST}). */
  static List<Origin> in(String text) {
    var found = new ArrayList<Origin>();
    var urls = URL.matcher(text);
    while (urls.find()) {
      parsed(urls.group(1) + "://" + PercentEncoding.decode(urls.group(2))).ifPresent(found::add);
      // What follows in the same text may be the relayed server.
      urls.region(urls.end(1), text.length());
    }
    return found;
  }
}
