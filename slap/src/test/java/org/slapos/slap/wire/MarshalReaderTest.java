package org.slapos.slap.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarshalReaderTest {

  private static Value body(String body) {
    return Marshal.read("<marshal>" + body + "</marshal>");
  }

  private static void assertRefused(String document, String reason) {
    assertThatThrownBy(() -> Marshal.read(document))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "<int>5</int>",
    "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE marshal><marshal>\n <int> 5 </int><!-- five --></marshal>\n",
    "<m:marshal xmlns:m='http://www.erp5.org/namespaces/marshaller'><m:int>+5</m:int></m:marshal>",
    "<marshal>stray<long>5</long>text</marshal>",
    "<marshal><marshal><int><![CDATA[5]]></int></marshal></marshal>"
  })
  void decoration_is_tolerated(String document) {
    assertThat(Marshal.read(document)).isEqualTo(Value.ofInt(5));
  }

  @Test
  void text_is_decoded_once_more_than_xml_does() {
    assertThat(body("<string>a&amp;amp;b&amp;lt;c&amp;gt;</string>")).isEqualTo(new Value.Text("a&b<c>"));
    assertThat(body("<unicode>a&lt;b</unicode>")).isEqualTo(new Value.Text("a<b"));
    assertThat(body("<string>&quot;&amp;quot;&amp;amp;lt;</string>")).isEqualTo(new Value.Text("\"&quot;&lt;"));
    assertThat(body("<string> a<!-- no -->&#13;\r\nb<![CDATA[<c>]]> </string>")).isEqualTo(new Value.Text(" a\r\nb<c> "));
  }

  @Test
  void bytes_are_read_in_the_encoding_they_declare() {
    var latin = "<?xml version='1.0' encoding='iso-8859-1'?><marshal><string>é</string></marshal>";
    assertThat(Marshal.read(latin.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(new Value.Text("é"));
    assertThat(Marshal.read("<marshal><string>é</string></marshal>".getBytes(StandardCharsets.UTF_16)))
        .isEqualTo(new Value.Text("é"));
    assertThat(Marshal.read("\ufeff<marshal><string>é</string></marshal>".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new Value.Text("é"));
  }

  @ParameterizedTest
  @CsvSource({"1.5, 1.5", "' 1e+300 ', 1e300", "inf, Infinity", "-Infinity, -Infinity", "nan, NaN", ".5, 0.5", "1_0., 10"})
  void floats_are_read_as_the_reference_reads_them(String text, double number) {
    assertThat(body("<float>" + text + "</float>")).isEqualTo(new Value.Real(number));
  }

  @Test
  void any_number_but_zero_is_true_and_the_content_of_none_is_nothing() {
    assertThat(body("<bool> 2 </bool>")).isEqualTo(new Value.Bool(true));
    assertThat(body("<none>abc</none>")).isEqualTo(Value.None.NONE);
  }

  @Test
  void a_reference_is_the_very_value() {
    var list = (Value.ListValue) body("<list id='a'><list id='b'><int>1</int></list><reference id='b'/></list>");
    assertThat(list.items().get(1)).isSameAs(list.items().get(0));
  }

  @Test
  void objects_are_read_with_and_without_attributes() {
    assertThat(body("<object id='i2' module='slapos.slap.slap' class='SoftwareInstance'><tuple/><none/></object>"))
        .isEqualTo(new Value.Instance(Value.SlapClass.SOFTWARE_INSTANCE, List.of(), Optional.empty()));
    assertThat(body("<object id='i2' module='slapos.slap.slap' class='Computer'><tuple><string>C</string></tuple>"
            + "<dictionary id='i3'/></object>"))
        .isEqualTo(new Value.Instance(
            Value.SlapClass.COMPUTER, List.of(new Value.Text("C")), Optional.of(Value.Dict.EMPTY)));
  }

  @Test
  void of_a_repeated_key_the_last_value_counts_and_sets_have_no_duplicates() {
    assertThat(body("<dictionary><string>a</string><int>1</int><string>a</string><int>2</int></dictionary>"))
        .isEqualTo(Value.Dict.builder().put("a", Value.ofInt(2)).build());
    assertThat(body("<set id='i2'><int>1</int><int>1</int></set>"))
        .isEqualTo(new Value.SetValue(List.of(Value.ofInt(1))));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      <marshal/>                                                    | 0 values instead of one
      <marshal><int>1</int><int>2</int></marshal>                   | 2 values instead of one
      <foo/>                                                        | unknown element <foo>
      <code>x</code>                                                | unknown element <code>
      <complex>1 2</complex>                                        | unknown element <complex>
      <int></int>                                                   | <int> holds no integer
      <int>1.5</int>                                                | <int> holds no integer: '1.5'
      <long>5L</long>                                               | <long> holds no integer: '5L'
      <bool>True</bool>                                             | <bool> holds no integer: 'True'
      <float>1,5</float>                                            | <float> holds no number: '1,5'
      <float>0x1p3</float>                                          | <float> holds no number
      <float>1d</float>                                             | <float> holds no number
      <float></float>                                               | <float> holds no number
      <int>1<int>2</int></int>                                      | <int> holds an element <int>
      <dictionary id='i2'><string>a</string></dictionary>           | key without value
      <dictionary><list id='i3'/><int>1</int></dictionary>          | may be keys
      <dictionary><tuple><list/></tuple><int>1</int></dictionary>   | may be keys
      <set><list/></set>                                            | may be keys
      <reference id='i9'/>                                          | 'i9', which is not complete
      <list id='a'><reference id='a'/></list>                       | 'a', which is not complete
      <reference/>                                                  | no attribute id
      <object id='i2' module='os' class='system'><tuple/><none/></object> | objects of class os.system are refused
      <object id='i2' module='os' class='Computer'><tuple/><none/></object> | os.Computer are refused
      <object id='i2' module='slapos.slap.slap' class='Supply'><tuple/><none/></object> | slapos.slap.slap.Supply are refused
      <object module='slapos.slap.slap' class='Computer'><tuple/></object> | tuple of arguments and a dictionary
      <object class='Computer'><tuple/><none/></object>             | no attribute module
      <marshal><int>1</int>                                         | line 1
      <marshal><int>1</int></marshal><more/>                        | line 1
      <marshal><dict                                                | Not well-formed XML
      not xml                                                       | Not well-formed XML
      """)
  void what_is_not_one_marshalled_value_is_refused_with_its_reason(String document, String reason) {
    assertRefused(document, reason);
  }

  @Test
  void nothing_is_no_document() {
    assertRefused("", "Not well-formed XML");
    assertThatThrownBy(() -> Marshal.read(new byte[0])).isInstanceOf(MalformedDocumentException.class);
  }

  @Test
  void bytes_that_do_not_fit_their_encoding_are_refused() {
    assertThatThrownBy(() -> Marshal.read(new byte[] {'<', 'a', '>', (byte) 0xff}))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessage("Not readable XML: a byte does not fit the encoding UTF-8");
    assertThatThrownBy(() -> Marshal.read("<?xml version='1.0' encoding='martian'?><a/>".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessage("Not readable XML: unknown encoding martian");
  }

  @Test
  @Timeout(20)
  void entities_of_the_document_itself_are_unknown() {
    var bomb = "<!DOCTYPE m [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>";
    assertRefused(bomb + "<marshal><string>&c;</string></marshal>", "\"c\" was referenced, but not declared");
    assertRefused(
        "<!DOCTYPE m [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><marshal><string>&e;</string></marshal>",
        "\"e\" was referenced, but not declared");
    assertThat(Marshal.read("<!DOCTYPE m SYSTEM 'http://127.0.0.1:1/absent.dtd'><marshal><int>1</int></marshal>"))
        .isEqualTo(Value.ofInt(1));
  }

  @Test
  @Timeout(20)
  void references_to_references_do_not_explode() {
    var document = new StringBuilder("<list id='a0'><int>1</int><int>1</int></list>");
    for (var i = 1; i <= 60; i++) {
      var previous = "<reference id='a" + (i - 1) + "'/>";
      document.append("<list id='a").append(i).append("'>").append(previous).append(previous).append("</list>");
    }
    assertRefused("<marshal><list id='all'>" + document + "</list></marshal>", "references repeat more than");
  }

  @Test
  void nesting_is_bounded() {
    assertThat(body("<list>".repeat(200) + "</list>".repeat(200))).isInstanceOf(Value.ListValue.class);
    assertRefused("<list>".repeat(100_000), "nested more than 256 levels deep");
  }

  @Test
  void a_number_of_a_million_digits_is_refused() {
    assertRefused("<int>" + "9".repeat(1_000_000) + "</int>", "<int> holds no integer: '9999");
  }

  @Test
  void large_honest_documents_are_read() {
    var items = "<string>&amp;amp;&#233; x</string>".repeat(200_000);
    assertThat(((Value.ListValue) body("<list id='i2'>" + items + "</list>")).items()).hasSize(200_000);
  }
}
