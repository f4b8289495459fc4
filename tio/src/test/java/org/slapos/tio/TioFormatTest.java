package org.slapos.tio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

class TioFormatTest {
  private static final String HEAD = "<start_date/><stop_date/><reference/><currency/><payment_mode/>";
  private static final String ARROW = "<arrow type='d'/>";
  private static final String MOVEMENT =
      "<movement><resource>r</resource><quantity>1</quantity><price>0</price><VAT/></movement>";

  private static byte[] sample(String name) throws IOException {
    try (var in = TioFormatTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static Validator schema() throws SAXException {
    var schema = TioReader.class.getResource("tio.xsd");
    return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(schema).newValidator();
  }

  private static String journal(String transactionContent) {
    return "<journal><transaction type='t'>" + transactionContent + "</transaction></journal>";
  }

  @ParameterizedTest
  @ValueSource(strings = {"valid-consumption-journal.xml", "valid-invoice.xml"})
  void what_is_valid_is_read_and_written_so_that_the_schema_and_the_reader_agree(String name) throws Exception {
    var journal = TioReader.readJournal(sample(name));
    var written = TioWriter.write(journal);
    assertThat(TioReader.readJournal(written)).isEqualTo(journal);
    assertThat(written).doesNotContain("\n");
    schema().validate(new StreamSource(new StringReader(written)));
  }

  @Test
  void the_model_holds_what_the_document_says() throws Exception {
    var invoice = TioReader.readJournal(sample("valid-invoice.xml")).transactions().getFirst();
    assertThat(invoice.type()).isEqualTo("Sale Invoice");
    assertThat(invoice.title()).hasValue("Hébergement, mars 2026");
    assertThat(invoice.startDate()).isEqualTo("2026/03/01");
    assertThat(invoice.stopDate()).isEqualTo("2026/03/31");
    assertThat(invoice.reference()).isEqualTo("INV-2026-0042");
    assertThat(invoice.currency()).isEqualTo("EUR");
    assertThat(invoice.paymentMode()).isEqualTo("wire transfer");
    assertThat(invoice.categories()).containsExactly("business_application/hosting", "ledger/rent");
    assertThat(invoice.arrows()).containsExactly(
        new Arrow("Administration", Optional.of("organisation_module/host"), Optional.of("person_module/17")),
        new Arrow("Section", Optional.empty(), Optional.of("person_module/17")));
    assertThat(invoice.movements().getFirst()).isEqualTo(new Movement(
        "service_module/virtual_machine", Optional.of("Virtual machine & backup"), Optional.of("SOFTINST-1234"),
        new Amount("31"), new Amount("0.85"), "20",
        List.of("quantity_unit/time/day", "tax/normal")));
    assertThat(invoice.movements().get(1).price().value()).isEqualTo(-5);
  }

  @ParameterizedTest
  @CsvSource({
    "invalid-element-order.xml, 'line 6, column 12: <reference> is expected instead of <title>'",
    "invalid-quantity-not-a-number.xml, 'line 10, column 47: <quantity> ''1,5'' is not a number'",
    "invalid-arrow-without-type.xml, 'line 9, column 12: <arrow> has no attribute type'"
  })
  void what_is_invalid_is_refused_for_its_reason_at_its_place(String name, String message) {
    assertThatThrownBy(() -> TioReader.readJournal(sample(name)))
        .isInstanceOf(TioFormatException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      <journal/>                                        | <transaction> is expected instead of </journal>
      <journal a='b'/>                                  | <journal> has an attribute a
      <other/>                                          | <journal> is expected instead of <other>
      <journal xmlns='n'/>                              | <journal> is expected instead of <{n}journal>
      <journal>text</journal>                           | text between elements: 'text'
      <journal><transaction/></journal>                 | <transaction> has no attribute type
      <journal><transaction type='' x=''/></journal>    | <transaction> has other attributes than type
      <journal>                                         | line 1
      <journal/><journal/>                              | line 1
      <!DOCTYPE journal><journal/>                      | a document type declaration is not allowed
      <!DOCTYPE j [<!ENTITY a "b">]><journal>&a;</journal> | a document type declaration is not allowed
      <journal>&a;</journal>                            | "a" was referenced
      """)
  void documents_that_the_schema_refuses_are_refused(String document, String reason) {
    assertRefused(document, reason);
  }

  private static void assertRefused(String document, String reason) {
    assertThatThrownBy(() -> TioReader.readJournal(document))
        .isInstanceOf(TioFormatException.class)
        .hasMessageStartingWith("line ")
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> schema().validate(new StreamSource(new StringReader(document.replaceFirst("<!DOCTYPE.*?>]?>?", "")))))
        .isInstanceOf(SAXException.class);
  }

  @Test
  void transactions_that_the_schema_refuses_are_refused() {
    assertRefused(journal(HEAD + MOVEMENT), "<arrow> is expected instead of <movement>");
    assertRefused(journal(HEAD + ARROW), "<movement> is expected instead of </transaction>");
    assertRefused(journal(HEAD + ARROW + MOVEMENT + ARROW), "</transaction> is expected instead of <arrow>");
    assertRefused(journal(HEAD + ARROW + MOVEMENT.replace("<VAT/>", "")), "<VAT> is expected instead of </movement>");
    assertRefused(journal(HEAD + ARROW + MOVEMENT.replace("<VAT/>", "<VAT a=''/>")), "<VAT> has an attribute a");
    assertRefused(journal(HEAD + ARROW + MOVEMENT.replace("<VAT/>", "<VAT><b/></VAT>")), "line 1");
    assertRefused(
        journal(HEAD + "<arrow type='d'><destination/><source/></arrow>" + MOVEMENT),
        "</arrow> is expected instead of <source>");
  }

  @ParameterizedTest
  @CsvSource({"1.,true", ".5,true", "+1,true", "1e3,true", "-1,true", "INF,true", "-INF,true", "NaN,true", "' 2 ',true",
      "'',false", "'1,5',false", "0x1,false", "1_0,false", "Infinity,false", "+INF,false", "1f,false", "' ',false"})
  void quantities_are_floats_as_the_schema_understands_them(String text, boolean valid) throws Exception {
    var document = journal(HEAD + ARROW + MOVEMENT.replace("<quantity>1<", "<quantity>" + text + "<"));
    if (valid) {
      schema().validate(new StreamSource(new StringReader(document)));
      var amount = TioReader.readJournal(document).transactions().getFirst().movements().getFirst().quantity();
      assertThat(Double.toString(amount.value())).isEqualTo(
          Double.toString(Double.parseDouble(text.strip().replace("INF", "Infinity"))));
    } else {
      assertThatThrownBy(() -> TioReader.readJournal(document))
          .isInstanceOf(TioFormatException.class)
          .hasMessageContaining("<quantity> '" + text.strip() + "' is not a number");
    }
  }

  @Test
  void amounts_are_written_shortest() {
    assertThat(Amount.of(12.375).text()).isEqualTo("12.375");
    assertThat(Amount.of(0).text()).isEqualTo("0.0");
    assertThat(Amount.of(Double.NEGATIVE_INFINITY).text()).isEqualTo("-INF");
    assertThat(Amount.of(Double.NaN).text()).isEqualTo("NaN");
  }

  @Test
  void texts_are_escaped_and_survive() throws Exception {
    var awkward = "a<b>&\"'\r\n\té😀";
    var movement = new Movement(awkward, Optional.of(""), Optional.empty(), Amount.of(1), Amount.of(0), awkward, List.of("", awkward));
    var journal = new Journal(List.of(new Transaction(
        awkward, Optional.empty(), "", awkward, "", "", "", List.of(), List.of(new Arrow(awkward, Optional.of(awkward), Optional.empty())),
        List.of(movement))));
    assertThat(TioReader.readJournal(TioWriter.write(journal))).isEqualTo(journal);
    assertThat(TioReader.readJournal(TioWriter.write(journal).getBytes(StandardCharsets.UTF_8))).isEqualTo(journal);
    assertThatThrownBy(() -> TioWriter.write(new PartitionConsumption(List.of(movement.withReference("\u0001")))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("U+0001");
  }

  @Test
  void bytes_are_read_as_they_declare() throws Exception {
    var latin = "<?xml version='1.0' encoding='iso-8859-1'?>" + journal(HEAD.replace("<currency/>", "<currency>é</currency>") + ARROW + MOVEMENT);
    var read = TioReader.readJournal(latin.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(read.transactions().getFirst().currency()).isEqualTo("é");
    var bytes = new byte[] {'<', (byte) 0xff};
    assertThatThrownBy(() -> TioReader.readConsumption(bytes)).isInstanceOf(TioFormatException.class)
        .hasMessageContaining("does not fit the encoding UTF-8");
    assertThatThrownBy(() -> TioReader.readJournal("<?xml version='1.0' encoding='martian'?>".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(TioFormatException.class).hasMessageContaining("martian");
  }

  @Test
  void a_partitions_report_is_read() throws Exception {
    var report = TioReader.readConsumption("<?xml version=\"1.0\"?>\n<consumption>\n " + MOVEMENT + MOVEMENT + "\n</consumption>");
    assertThat(report.movements()).hasSize(2);
    assertThat(TioReader.readConsumption(TioWriter.write(report))).isEqualTo(report);
    assertThatThrownBy(() -> TioReader.readConsumption("<consumption/>")).isInstanceOf(TioFormatException.class);
    assertThatThrownBy(() -> TioReader.readConsumption("<journal/>")).isInstanceOf(TioFormatException.class);
  }

  @Test
  void wrong_documents_cannot_be_built() {
    assertThatThrownBy(() -> new Journal(List.of())).hasMessage("a journal without transaction");
    assertThatThrownBy(() -> new PartitionConsumption(List.of())).hasMessage("a consumption without movement");
    assertThatThrownBy(() -> new Amount("1,5")).hasMessage("'1,5' is not a number");
  }

  @Test
  void the_reports_of_partitions_become_one_journal() throws Exception {
    var named = new Movement("cpu", Optional.of("t"), Optional.of("user's own"), new Amount("1.50"), new Amount("0"), "", List.of(""));
    var nameless = new Movement("disk", Optional.empty(), Optional.empty(), new Amount("2"), new Amount("0"), "", List.of());
    var journal = UsageJournal.of("COMP-1", LocalDateTime.of(2026, 3, 1, 4, 5, 6), List.of(
        new UsageJournal.PartitionReport("slappart0", new PartitionConsumption(List.of(named, nameless))),
        new UsageJournal.PartitionReport("slappart1", new PartitionConsumption(List.of(named)))));
    assertThat(TioWriter.element(journal)).isEqualTo("""
        <journal><transaction type="Sale Packing List"><title>Resource consumptions</title><start_date></start_date>\
        <stop_date>2026-03-01 at 04:05:06</stop_date><reference>COMP-1</reference><currency></currency>\
        <payment_mode></payment_mode><category></category><arrow type="Administration"><source></source>\
        <destination></destination></arrow>\
        <movement><resource>cpu</resource><title>t</title><reference>slappart0</reference><quantity>1.50</quantity>\
        <price>0</price><VAT></VAT><category></category></movement>\
        <movement><resource>disk</resource><quantity>2</quantity><price>0</price><VAT></VAT></movement>\
        <movement><resource>cpu</resource><title>t</title><reference>slappart1</reference><quantity>1.50</quantity>\
        <price>0</price><VAT></VAT><category></category></movement>\
        </transaction></journal>""");
    schema().validate(new StreamSource(new StringReader(TioWriter.write(journal))));
  }
}
