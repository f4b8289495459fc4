package org.slapos.slap.hateoas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriTemplateTest {
  private static final Map<String, List<String>> VARIABLES = Map.of(
      "query", List.of("a:\"b c\""), "select_list", List.of("title", "url_string"), "limit", List.of("40"));

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', value = {
    "`h?m=s{&query,select_list*,limit*,sort_on*}`, `h?m=s&query=a%3A%22b%20c%22&select_list=title&select_list=url_string&limit=40`",
    "`h?q={query}&s={select_list}`, `h?q=a%3A%22b%20c%22&s=title,url_string`",
    "`h{?query,limit}`, `h?query=a%3A%22b%20c%22&limit=40`",
    "`h{?absent}`, `h`",
    "`h/{limit,select_list*}`, `h/40,title,url_string`",
    "`h{&select_list}`, `h&select_list=title,url_string`",
    "`h`, `h`"
  })
  void templates_of_both_kinds_of_masters_are_expanded(String template, String url) {
    assertThat(new UriTemplate(template).expand(VARIABLES)).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h{+x}", "h{#x}", "h{x", "h}", "h{x:3}"})
  void other_templates_are_refused(String template) {
    assertThatThrownBy(() -> new UriTemplate(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(template);
  }
}
