package org.slapos.slap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {

  @ParameterizedTest
  @CsvSource({
    "http://m, http://m/",
    "http://m:5000/slap, http://m:5000/slap",
    "HTTPS://M/p?q=1#frag, https://M/p?q=1",
    "http://my_host:5000/, http://my_host:5000/",
    "http://user:secret@m/p, http://m/p",
    "http://2001:db8::1/a, http://[2001:db8::1]/a",
    "http://2001:db8::1:8080/, http://[2001:db8::1:8080]/",
    "https://fe80:0:0:0:0:0:0:1:443/p, https://[fe80:0:0:0:0:0:0:1]:443/p",
    "http://[::1]:5000/, http://[::1]:5000/",
    "http://::1:80, http://[::1:80]/",
    "http://127.0.0.1:5000, http://127.0.0.1:5000/"
  })
  void urls_are_read_and_bare_ipv6_addresses_get_brackets(String text, String url) {
    assertThat(HttpUrl.parse(text)).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "m", "localhost:5000", "ftp://m/", "http://", "http:///p", "http://m:99999/", "http://m:0/", "http://m:x/",
    "http://a b/", "http://[::1/", "/path"
  })
  void what_is_no_url_is_refused_by_name(String text) {
    assertThatThrownBy(() -> HttpUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "http://m/slap/, getRunId, http://m/slap/getRunId",
    "http://m/slap, getRunId, http://m/getRunId",
    "http://m/slap/?q=1, getRunId, http://m/slap/getRunId",
    "http://m/slap/, /getRunId, http://m/getRunId",
    "http://m/a/b/c, ../x, http://m/a/x",
    "http://m/a/b/, ./x/./y/.., http://m/a/b/x/",
    "http://m/a/, ../../.., http://m/",
    "http://m/a/b, ?x=1, http://m/a/b?x=1",
    "http://m/a/b, //n:1/c, http://n:1/c",
    "http://m/a/b, https://n/c?d, https://n/c?d",
    "http://m/a/b, c#frag, http://m/a/c",
    "http://[::1]:5000/a/, b, http://[::1]:5000/a/b"
  })
  void references_are_resolved_by_the_usual_rule(String base, String reference, String url) {
    assertThat(HttpUrl.parse(base).resolve(reference)).hasToString(url);
  }

  @Test
  void a_folder_keeps_its_path_for_the_calls_below_it() {
    assertThat(HttpUrl.parse("https://m/slap").asFolder().resolve("getRunId")).hasToString("https://m/slap/getRunId");
    assertThat(HttpUrl.parse("https://m").effectivePort()).isEqualTo(443);
  }

  @Test
  void forms_are_encoded_as_the_reference_does() {
    var form = Form.of("a", "é b&c=d+e/f").with("~", "-._*~").with("empty", "").with("absent", java.util.Optional.empty());
    assertThat(form.encoded()).isEqualTo("a=%C3%A9+b%26c%3Dd%2Be%2Ff&~=-._%2A~&empty=");
    assertThat(PercentEncoding.component("a b:\"c\"/😀")).isEqualTo("a%20b%3A%22c%22%2F%F0%9F%98%80");
    assertThat(PercentEncoding.decode("a%20b%3a%zz%F0%9F%98%80%")).isEqualTo("a b:%zz😀%");
  }
}
