package org.slapos.slap.http;

import java.net.Inet6Address;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An absolute http or https URL. Kept apart from {@link java.net.URI}, which knows no host in {@code http://my_host/}
 * and refuses what Masters are in fact configured with.
 *
 * @param userInfo {@code user:password}, still percent-encoded
 * @param host a name or an address, IPv6 without brackets
 * @param port the explicit one
 * @param path with its leading slash
 * @param query without the question mark
 */
public record HttpUrl(
    boolean secure,
    Optional<String> userInfo,
    String host,
    Optional<Integer> port,
    String path,
    Optional<String> query) {

  private static final Pattern URL = Pattern.compile("(?i)(https?)://([^/?#\\s]*)([^?#\\s]*)(\\?[^#\\s]*)?(#\\S*)?");
  private static final Pattern AUTHORITY = Pattern.compile("(?:([^@]*)@)?(\\[[^\\]]+\\]|[^:\\[\\]@]*)(?::(\\d{0,5}))?");

  /**
   * Reads a URL; an IPv6 address without brackets gets them, as far as it can be told from a port.
   *
   * @throws IllegalArgumentException if it is no absolute http or https URL; the message names it
   */
  public static HttpUrl parse(String text) {
    var url = URL.matcher(text.strip());
    if (!url.matches()) {
      throw new IllegalArgumentException("Not an http:// or https:// URL: '" + text + "'");
    }
    var authority = AUTHORITY.matcher(withBrackets(url.group(2)));
    if (!authority.matches() || authority.group(2).isEmpty()) {
      throw new IllegalArgumentException("No host in the URL '" + text + "'");
    }
    var host = authority.group(2).replaceAll("^\\[|\\]$", "");
    var port = Optional.ofNullable(authority.group(3)).filter(digits -> !digits.isEmpty()).map(Integer::valueOf);
    if (port.orElse(1) > 65535 || port.orElse(1) < 1) {
      throw new IllegalArgumentException("No such port in the URL '" + text + "'");
    }
    return new HttpUrl(
        url.group(1).toLowerCase(Locale.ROOT).equals("https"),
        Optional.ofNullable(authority.group(1)),
        host,
        port,
        url.group(3).isEmpty() ? "/" : url.group(3),
        Optional.ofNullable(url.group(4)).map(query -> query.substring(1)));
  }

  /** {@code 2001:db8::1} whole, or what precedes the last colon if that is an address. */
  private static String withBrackets(String authority) {
    if (isIpv6(authority)) {
      return "[" + authority + "]";
    }
    var colon = authority.lastIndexOf(':');
    if (colon > 0 && isIpv6(authority.substring(0, colon))) {
      return "[" + authority.substring(0, colon) + "]" + authority.substring(colon);
    }
    return authority;
  }

  private static boolean isIpv6(String text) {
    if (text.startsWith("[") || text.indexOf(':') < 0) {
      return false;
    }
    try {
      Inet6Address.ofLiteral(text);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** This URL as the base of others: its path ends with a slash. */
  public HttpUrl asFolder() {
    return path.endsWith("/") ? this : new HttpUrl(secure, userInfo, host, port, path + "/", query);
  }

  /** A reference, relative or not, seen from this URL (RFC 3986, 5.2); fragments are dropped. */
  public HttpUrl resolve(String reference) {
    var target = reference.strip().replaceFirst("#.*", "");
    if (target.matches("(?i)[a-z][a-z0-9+.-]*:.*")) {
      return parse(target);
    }
    if (target.startsWith("//")) {
      return parse((secure ? "https:" : "http:") + target);
    }
    if (target.isEmpty()) {
      return this;
    }
    var question = target.indexOf('?');
    var targetPath = question < 0 ? target : target.substring(0, question);
    var targetQuery = question < 0 ? Optional.<String>empty() : Optional.of(target.substring(question + 1));
    return new HttpUrl(secure, userInfo, host, port, targetPath.isEmpty() ? path : merged(targetPath), targetQuery);
  }

  private String merged(String target) {
    var whole = target.startsWith("/") ? target : path.substring(0, path.lastIndexOf('/') + 1) + target;
    var segments = new ArrayDeque<String>();
    for (var segment : whole.substring(1).split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    var endsAsFolder = whole.endsWith("/.") || whole.endsWith("/..");
    return "/" + String.join("/", segments) + (endsAsFolder && !segments.isEmpty() ? "/" : "");
  }

  public HttpUrl withQuery(Form form) {
    return form.fields().isEmpty()
        ? this
        : new HttpUrl(secure, userInfo, host, port, path, Optional.of(form.encoded()));
  }

  public HttpUrl withoutQuery() {
    return new HttpUrl(secure, userInfo, host, port, path, Optional.empty());
  }

  /** The explicit port or the scheme's own. */
  public int effectivePort() {
    return port.orElse(secure ? 443 : 80);
  }

  /** Host and explicit port as in a {@code Host} header. */
  public String authority() {
    var name = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return name + port.map(number -> ":" + number).orElse("");
  }

  /** Path and query as in a request line. */
  public String target() {
    return path + query.map(text -> "?" + text).orElse("");
  }

  boolean sameServer(HttpUrl other) {
    return secure == other.secure && host.equalsIgnoreCase(other.host) && effectivePort() == other.effectivePort();
  }

  /** The URL without user and password. */
  @Override
  public String toString() {
    return (secure ? "https://" : "http://") + authority() + target();
  }
}
