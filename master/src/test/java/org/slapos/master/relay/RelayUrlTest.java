package org.slapos.master.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slapos.master.http.HttpProblem;

/** Addresses as the reference's proxy 1.26.1 makes and reads them. */
class RelayUrlTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      http://10.0.0.1:80/a b?c=d&e#f | /http_proxy/http/10.0.0.1:80/a%20b?c=d&e#f
      http://[fd00::1]:80            | /http_proxy/http/%5Bfd00::1%5D:80
      https://x.example              | /http_proxy/https/x.example
      http://u:p@h/p/?               | /http_proxy/http/u:p@h/p/
      notaurl                        | /http_proxy//notaurl
      ftp://h/x                      | /http_proxy/ftp/h/x
      http://h/%2F//x                | /http_proxy/http/h/%252F//x
      """)
  void a_url_has_an_address_below_the_relay(String url, String address) {
    assertThat(RelayUrl.relaying(url)).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      /http_proxy/http/h:1/a/b//c d | q=a%26b | http://h:1/a/b//c%20d?q=a%26b
      /http_proxy/http/h            |         | http://h/
      /http_proxy/https/h/          | x=1     | https://h/?x=1
      /http_proxy/http/h/%2F//x     |         | http://h/%2F//x
      /http_proxy/http/h/100%/é#?   |         | http://h/100%25/%C3%A9%23%3F
      /http_proxy/http/[fd00::1]:8/ |         | http://[fd00::1]:8/
      """)
  void an_address_stands_for_a_url(String path, String query, String url) {
    assertThat(RelayUrl.target(path, query == null ? "" : query)).hasToString(url);
  }

  @Test
  void what_names_no_server_is_not_found() {
    assertThatThrownBy(() -> RelayUrl.target("/http_proxy/http", ""))
        .isInstanceOfSatisfying(HttpProblem.class, problem -> assertThat(problem.status()).isEqualTo(404));
  }

  @ParameterizedTest
  @CsvSource({"/http_proxy/ftp/h/x", "/http_proxy/http/h:99999999/x", "/http_proxy/http/a b/x"})
  void what_is_no_http_url_is_refused(String path) {
    assertThatThrownBy(() -> RelayUrl.target(path, ""))
        .isInstanceOfSatisfying(HttpProblem.class, problem -> assertThat(problem.status()).isEqualTo(400));
  }

  @Test
  void texts_tell_of_servers() {
    assertThat(Origin.in("{\"a\": \"https://Host.example/x\", \"b\": \"http://u:p@[fd00::1]:8080\"} ftp://no/ "
        + "https://master/pre/http_proxy/http/%5Bfd00::2%5D:80/x"))
        .contains(
            new Origin(true, "host.example", 443),
            new Origin(false, "fd00::1", 8080),
            new Origin(true, "master", 443),
            new Origin(false, "fd00::2", 80));
  }
}
