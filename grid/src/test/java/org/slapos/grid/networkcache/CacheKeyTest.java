package org.slapos.grid.networkcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheKeyTest {
  private static final String MD5 = "91d5c3732524c019b6f1d313793d8809";

  @Test
  void keys_are_made_as_by_the_reference() {
    assertThat(CacheKey.release("http://example.com/software.cfg").text()).isEqualTo(MD5);
    assertThat(CacheKey.sourceFile("http://example.com/a.tar.gz").text())
        .isEqualTo("file-urlmd5:0db2feb3d37c3b9d7c845f237dbcc03a");
    assertThat(CacheKey.oldSourceFile("http://example.com/a.tar.gz").text())
        .isEqualTo("slapos-buildout-0db2feb3d37c3b9d7c845f237dbcc03a");
    assertThat(CacheKey.pythonPackage("six", "1.16.0").text()).isEqualTo("pypi:six=1.16.0");
  }

  @Test
  void a_text_that_begins_with_an_md5_is_taken_as_one() {
    assertThat(CacheKey.releaseOrMd5(MD5 + "-x").text()).isEqualTo(MD5);
    assertThat(CacheKey.releaseOrMd5("http://example.com/software.cfg").text()).isEqualTo(MD5);
  }

  @Test
  void a_key_is_one_segment_of_a_path() {
    assertThat(CacheKey.pythonPackage("a/../b c", "1").escaped()).isEqualTo("pypi:a%2F..%2Fb%20c=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void what_would_lead_elsewhere_is_no_key(String text) {
    assertThatThrownBy(() -> new CacheKey(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
