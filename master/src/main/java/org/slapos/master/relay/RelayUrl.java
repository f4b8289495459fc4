package org.slapos.master.relay;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slapos.master.http.HttpProblem;
import org.slapos.slap.http.HttpUrl;
import org.slapos.slap.http.PercentEncoding;

/** Addresses below {@code /http_proxy} and what they stand for: {@code /http_proxy/SCHEME/HOST[:PORT][/PATH][?QUERY]}. */
public final class RelayUrl {
  static final String PREFIX = "/http_proxy/";
  private static final Pattern RELAYED = Pattern.compile("/http_proxy/([^/]+)/([^/]+)(/.*)?", Pattern.DOTALL);
  private static final Pattern URL = Pattern.compile("([^:/?#]*)://([^/?#]*)([^?#]*)(\\?[^#]*)?(#.*)?", Pattern.DOTALL);
  /** Beside letters and digits, what stands for itself in a path. */
  private static final String PLAIN = "-._~!$&'()*+,;=:@/";

  private RelayUrl() {}

  /**
   * The URL to fetch.
   *
   * @param path decoded
   * @param query raw, may be empty
   * @throws HttpProblem 404 if the path names no server, 400 if its scheme is another one
   */
  static HttpUrl target(String path, String query) {
    var relayed = RELAYED.matcher(path);
    if (!relayed.matches()) {
      throw HttpProblem.noSuchPage();
    }
    if (!relayed.group(1).equals("http") && !relayed.group(1).equals("https")) {
      throw HttpProblem.of(400, "\"url\" must be http");
    }
    try {
      var server = HttpUrl.parse(relayed.group(1) + "://" + relayed.group(2));
      return new HttpUrl(
          server.secure(), server.userInfo(), server.host(), server.port(),
          quoted(Optional.ofNullable(relayed.group(3)).orElse("/"), true),
          Optional.of(query).filter(text -> !text.isEmpty()));
    } catch (IllegalArgumentException e) {
      throw HttpProblem.of(400, String.valueOf(e.getMessage()));
    }
  }

  /** The address below {@code /http_proxy} that stands for a URL; of any text, as far as it can be taken apart. */
  public static String relaying(String url) {
    var parts = URL.matcher(url);
    if (!parts.matches()) {
      return PREFIX + "/" + quoted(url, false);
    }
    var server = PercentEncoding.component(parts.group(2)).replace("%3A", ":").replace("%40", "@");
    var query = Optional.ofNullable(parts.group(4)).filter(text -> text.length() > 1).orElse("");
    return PREFIX + parts.group(1) + "/" + server + quoted(parts.group(3), false) + query
        + Optional.ofNullable(parts.group(5)).orElse("");
  }

  /** @param escaped whether percent sequences in the text are meant as such */
  private static String quoted(String path, boolean escaped) {
    var out = new StringBuilder(path.length() + 16);
    for (int at = 0; at < path.length(); ) {
      int c = path.codePointAt(at);
      if (c == '%' && escaped && path.substring(at).matches("(?s)%[0-9A-Fa-f]{2}.*")) {
        out.append('%');
      } else if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
        out.append((char) c);
      } else {
        for (var octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
          out.append("%%%02X".formatted(Byte.toUnsignedInt(octet)));
        }
      }
      at += Character.charCount(c);
    }
    return out.toString();
  }
}
