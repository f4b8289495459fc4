package org.slapos.slap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyRulesTest {
  private static String proxy(Map<String, String> environment, String url) {
    return ProxyRules.fromEnvironment(environment).proxyFor(HttpUrl.parse(url)).map(HttpUrl::toString).orElse("direct");
  }

  @Test
  void each_scheme_has_its_variable_lower_case_first() {
    var environment = Map.of("http_proxy", "http://p:1", "HTTP_PROXY", "http://q:1", "HTTPS_PROXY", "s:2");
    assertThat(proxy(environment, "http://m/")).isEqualTo("http://p:1/");
    assertThat(proxy(environment, "https://m/")).isEqualTo("http://s:2/");
    assertThat(proxy(Map.of("all_proxy", "http://a:3"), "https://m/")).isEqualTo("http://a:3/");
    assertThat(proxy(Map.of("https_proxy", "http://p:1", "http_proxy", " "), "http://m/")).isEqualTo("direct");
    assertThat(ProxyRules.none().proxyFor(HttpUrl.parse("http://m/"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'*', http://m/, true",
    "m, http://m/, true",
    "'a, .m.example', http://x.m.example/, true",
    "m.example, http://m.example:5000/, true",
    "M.EXAMPLE, http://x.m.example/, true",
    "m.example, http://badm.example/, false",
    "m.example:5000, http://m.example:5000/, true",
    "m.example:5000, http://m.example/, false",
    "10.0.0.0/8, http://10.1.2.3/, true",
    "10.0.0.0/8, http://11.1.2.3/, false",
    "10.0.0.0/8, http://m/, false",
    "10.0.0.0/99, http://10.1.2.3/, false",
    "0.0.0.0/0, http://11.1.2.3/, true",
    "127.0.0.1, http://127.0.0.1:5000/, true",
    "'[::1]', 'http://[::1]:5000/', true",
    "'::1', 'http://[::1]:5000/', true",
    "'', http://m/, false"
  })
  void no_proxy_exempts_names_addresses_and_networks(String exemptions, String url, boolean exempt) {
    var environment = Map.of("http_proxy", "http://p:1", "no_proxy", exemptions);
    assertThat(proxy(environment, url)).isEqualTo(exempt ? "direct" : "http://p:1/");
  }

  @Test
  void a_proxy_of_another_kind_is_refused() {
    for (var proxy : new String[] {"socks5://p:1", "https://p:1"}) {
      assertThatThrownBy(() -> proxy(Map.of("http_proxy", proxy), "http://m/"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(proxy);
    }
  }
}
