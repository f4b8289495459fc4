package org.slapos.master.api.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slapos.slap.wire.Value;

class ReadValuesTest {
  private final ReadValues values = new ReadValues();
  private final List<String> read = new ArrayList<>();

  @Test
  void a_document_is_read_once() {
    assertThat(value("state", "a")).isEqualTo(value("state", "a"));
    assertThat(read).containsExactly("a");
  }

  @Test
  void two_fields_with_one_document_have_values_of_their_own() {
    assertThat(value("filter_xml", "a")).isNotSameAs(value("parameters", "a"));
  }

  @Test
  void a_document_that_cannot_be_read_is_refused_each_time() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> values.value("state", "a", document -> {
        throw new IllegalArgumentException(document);
      })).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void large_documents_are_not_kept() {
    var large = "x".repeat(ReadValues.LARGEST + 1);
    value("state", large);
    value("state", large);
    assertThat(read).hasSize(2);
  }

  @Test
  void all_are_dropped_before_they_take_too_much_memory() {
    value("state", "first");
    for (int i = 0; i <= ReadValues.MOST / ReadValues.LARGEST; i++) {
      value("state", String.format("%0" + ReadValues.LARGEST + "d", i));
    }
    read.clear();
    value("state", "first");
    assertThat(read).containsExactly("first");
  }

  private Value value(String field, String document) {
    return values.value(field, document, text -> {
      read.add(text);
      return new Value.Text(text);
    });
  }
}
