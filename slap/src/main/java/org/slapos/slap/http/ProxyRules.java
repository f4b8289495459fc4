package org.slapos.slap.http;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which proxy to ask for a URL, by the usual environment variables. */
public final class ProxyRules {
  private final Map<String, String> environment;

  private ProxyRules(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  public static ProxyRules none() {
    return new ProxyRules(Map.of());
  }

  /**
   * {@code http_proxy}, {@code https_proxy}, {@code all_proxy} and {@code no_proxy}, lower case before upper case.
   * {@code no_proxy} holds names (with all names below them), addresses, IPv4 networks such as {@code 10.0.0.0/8}, each
   * with or without port, or {@code *}.
   */
  public static ProxyRules fromEnvironment(Map<String, String> environment) {
    return new ProxyRules(environment);
  }

  /**
   * The proxy for that URL, empty to go there directly.
   *
   * @throws IllegalArgumentException if the configured proxy is no http URL
   */
  Optional<HttpUrl> proxyFor(HttpUrl url) {
    return variable(url.secure() ? "https_proxy" : "http_proxy")
        .or(() -> variable("all_proxy"))
        .filter(proxy -> !isExempt(url))
        .map(ProxyRules::parse);
  }

  private static HttpUrl parse(String proxy) {
    var url = HttpUrl.parse(proxy.contains("://") ? proxy : "http://" + proxy);
    if (url.secure()) {
      throw new IllegalArgumentException("The proxy " + url + " cannot be used: only http:// proxies are supported");
    }
    return url;
  }

  private Optional<String> variable(String name) {
    return Stream.of(name, name.toUpperCase(Locale.ROOT))
        .flatMap(key -> Optional.ofNullable(environment.get(key)).stream())
        .filter(value -> !value.isBlank())
        .findFirst();
  }

  private boolean isExempt(HttpUrl url) {
    return exemptions().stream().anyMatch(entry -> matches(entry, url));
  }

  private List<String> exemptions() {
    return variable("no_proxy").stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
        .filter(entry -> !entry.isEmpty())
        .toList();
  }

  private static boolean matches(String entry, HttpUrl url) {
    var host = url.host().toLowerCase(Locale.ROOT);
    if (entry.equals("*") || entry.contains("/")) {
      return entry.equals("*") || inNetwork(host, entry);
    }
    var name = entry.replaceFirst("^\\*?\\.", "").replaceAll("[\\[\\]]", "");
    return Stream.of(host, host + ":" + url.effectivePort())
        .anyMatch(candidate -> candidate.equals(name) || candidate.endsWith("." + name));
  }

  private static boolean inNetwork(String host, String network) {
    var slash = network.indexOf('/');
    try {
      var bits = Integer.parseInt(network.substring(slash + 1));
      var mask = bits == 0 ? 0 : -1 << (32 - bits);
      return bits >= 0 && bits <= 32 && ((address(host) ^ address(network.substring(0, slash))) & mask) == 0;
    } catch (IllegalArgumentException _) {
      // A name, an IPv6 address or nonsense: no member of an IPv4 network.
      return false;
    }
  }

  private static int address(String text) {
    var bytes = InetAddress.ofLiteral(text).getAddress();
    if (bytes.length != 4) {
      throw new IllegalArgumentException("not IPv4: " + text);
    }
    return ByteBuffer.wrap(bytes).getInt();
  }
}
