package org.slapos.tio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TioSchemaTest {
  @ParameterizedTest
  @ValueSource(strings = {"valid-consumption-journal.xml", "valid-invoice.xml"})
  void a_valid_document_has_no_problem_and_survives_a_round_trip(String name) throws Exception {
    byte[] document = sample(name);
    TioDocument read = TioReader.read(document);
    assertThat(TioSchema.of(read).problems(document)).isEmpty();
    byte[] written = TioWriter.write((Journal) read).getBytes(StandardCharsets.UTF_8);
    assertThat(TioSchema.JOURNAL.problems(written)).isEmpty();
    assertThat(TioReader.read(written)).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource({
    "invalid-element-order.xml, title",
    "invalid-quantity-not-a-number.xml, quantity",
    "invalid-arrow-without-type.xml, type",
  })
  void an_invalid_document_is_refused_by_reader_and_schema_for_its_reason(String name, String reason) throws IOException {
    byte[] document = sample(name);
    assertThatThrownBy(() -> TioReader.read(document)).isInstanceOf(TioFormatException.class).hasMessageContaining(reason);
    assertThat(TioSchema.JOURNAL.problems(document)).anySatisfy(problem -> assertThat(problem).contains(reason));
  }

  @Test
  void all_problems_are_told_with_their_places() {
    String document = """
        <consumption>
          <movement><resource>a</resource><quantity>1,5</quantity><price>0</price><VAT/></movement>
          <movement><resource>a</resource><quantity>1</quantity><price>much</price><VAT/></movement>
        </consumption>
        """;
    assertThat(TioSchema.PARTITION_CONSUMPTION.problems(document.getBytes(StandardCharsets.UTF_8)))
        .anySatisfy(problem -> assertThat(problem).startsWith("line 2, column ").contains("1,5"))
        .anySatisfy(problem -> assertThat(problem).startsWith("line 3, column ").contains("much"));
  }

  @Test
  void the_report_of_a_partition_is_told_from_a_journal() throws TioFormatException {
    String document =
        "<consumption><movement><resource>a</resource><quantity>1</quantity><price>0</price><VAT/></movement></consumption>";
    TioDocument read = TioReader.read(document.getBytes(StandardCharsets.UTF_8));
    assertThat(read).isInstanceOf(PartitionConsumption.class);
    assertThat(read.movements()).hasSize(1);
    assertThat(TioSchema.of(read)).isEqualTo(TioSchema.PARTITION_CONSUMPTION);
  }

  @Test
  void no_outside_file_is_read() {
    String document = """
        <!DOCTYPE journal [<!ENTITY x SYSTEM "file:///etc/hostname">]>
        <journal>&x;</journal>
        """;
    assertThat(TioSchema.JOURNAL.problems(document.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
  }

  private static byte[] sample(String name) throws IOException {
    try (var in = TioSchemaTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
