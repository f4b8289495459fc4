package org.slapos.slap.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceXmlTest {
  private static final String DECLARATION = "<?xml version='1.0' encoding='utf-8'?>\n";

  private static String written(Value value) {
    var xml = InstanceXml.write(Value.Dict.builder().put("k", value).build());
    return InstanceXml.read(xml).get("k").orElse("");
  }

  @Test
  void texts_are_written_sorted_raw_and_indented() {
    assertThat(InstanceXml.writeTexts(Map.of("g", "", "a", "é<&>\"", "_", "{\"a\": 1}", "😀", "v\r\n\t'", "\uffee", "1")))
        .isEqualTo(DECLARATION + """
            <instance>
              <parameter id="_">{"a": 1}</parameter>
              <parameter id="a">é&lt;&amp;&gt;"</parameter>
              <parameter id="g"></parameter>
              <parameter id="\uffee">1</parameter>
              <parameter id="😀">v&#13;
            \t'</parameter>
            </instance>
            """);
  }

  @Test
  void what_was_written_is_known_without_reading_it() {
    var parameters = Value.Dict.builder()
        .put("text", "é<&>\"]]>")
        .put("empty", "")
        .put("none", Value.None.NONE)
        .put("lines", "a\r\nb\rc\n\t")
        .put("blank", " \n ")
        .put("number", Value.ofInt(7))
        .put("names \t\r\n<&>\"'", "v")
        .put("😀", "1")
        .put("\uffee", "2")
        .build();
    assertThat(InstanceXml.written(parameters))
        .containsExactlyEntriesOf(InstanceXml.read(InstanceXml.write(parameters)));
    assertThat(InstanceXml.written(Value.Dict.EMPTY)).isEmpty();
  }

  @Test
  void no_parameters_are_an_empty_element() {
    assertThat(InstanceXml.write(Value.Dict.EMPTY)).isEqualTo(DECLARATION + "<instance/>\n");
  }

  @Test
  void names_are_escaped_as_attributes() {
    assertThat(InstanceXml.writeTexts(Map.of("q\"\t\n\r<>&'", "v")))
        .contains("<parameter id=\"q&quot;&#9;&#10;&#13;&lt;&gt;&amp;'\">v</parameter>");
  }

  @Test
  void other_values_take_the_notation_of_python() {
    assertThat(written(Value.ofInt(5))).isEqualTo("5");
    assertThat(written(new Value.Real(1e16))).isEqualTo("1e+16");
    assertThat(written(new Value.Bool(true))).isEqualTo("True");
    assertThat(written(Value.None.NONE)).isEqualTo("None");
    assertThat(written(new Value.ListValue(List.of()))).isEqualTo("[]");
    assertThat(written(new Value.Tuple(List.of(Value.ofInt(1))))).isEqualTo("(1,)");
    assertThat(written(new Value.Tuple(List.of(Value.ofInt(1), Value.ofInt(2))))).isEqualTo("(1, 2)");
    assertThat(written(new Value.SetValue(List.of()))).isEqualTo("set()");
    assertThat(written(new Value.SetValue(List.of(Value.ofInt(1))))).isEqualTo("{1}");
    var nested = Value.Dict.builder()
        .put("x", new Value.ListValue(List.of(Value.ofInt(1), new Value.Bool(false), new Value.Real(Double.NaN))))
        .put("b", Value.None.NONE)
        .build();
    assertThat(written(nested)).isEqualTo("{'x': [1, False, nan], 'b': None}");
  }

  @Test
  void texts_inside_other_values_are_quoted_as_python_does() {
    var texts = List.of("x'\"\né", "\u200b", "'", "\\\u007f\u00a0\u00ad\udb40\udc01", "plain");
    var items = texts.stream().map(text -> (Value) new Value.Text(text)).toList();
    assertThat(written(new Value.ListValue(items)))
        .isEqualTo("['x\\'\"\\né', '\\u200b', \"'\", '\\\\\\x7f\\xa0\\xad\\U000e0001', 'plain']");
  }

  @Test
  void what_cannot_be_a_parameter_is_refused() {
    var numbered = new LinkedHashMap<Value, Value>(Map.of(Value.ofInt(1), Value.None.NONE));
    assertThatThrownBy(() -> InstanceXml.write(new Value.Dict(numbered)))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessage("A parameter's name must be a text, not 1");
    assertThatThrownBy(() -> InstanceXml.writeTexts(Map.of("k", "\u0001"))).isInstanceOf(MalformedDocumentException.class);
    var object = new Value.Instance(Value.SlapClass.COMPUTER, List.of(), Optional.empty());
    assertThatThrownBy(() -> written(object)).hasMessageContaining("Computer is no parameter");
  }

  @Test
  void what_is_read_is_the_text_before_the_first_child_of_direct_parameters() {
    assertThat(InstanceXml.read("""
        <?xml version="1.0"?><anything><x><parameter id="deep">1</parameter></x>
        <parameter id="a">  x <b>y</b>z</parameter><parameter id="empty"/><parameter id="blank"> </parameter>
        <parameter id="c">1<!-- no -->2<![CDATA[<3>]]></parameter></anything>"""))
        .containsExactly(
            entry("a", Optional.of("  x ")), entry("empty", Optional.empty()),
            entry("blank", Optional.of(" ")), entry("c", Optional.of("12<3>")));
  }

  @Test
  void the_texts_of_a_repeated_id_are_joined() {
    assertThat(InstanceXml.read("""
        <i><parameter id="a">x</parameter><parameter id="a">y</parameter>
        <parameter id="b"/><parameter id="b">z</parameter><parameter id="c">z</parameter><parameter id="c"/></i>"""))
        .containsExactly(
            entry("a", Optional.of("x y")), entry("b", Optional.of("z")), entry("c", Optional.of("z")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "<instance/>", "<?xml version='1.0' encoding='utf-8'?>\n<instance/>\n"})
  void an_empty_document_has_no_parameters(String document) {
    assertThat(InstanceXml.read(document)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "<i>", "text", "<i><parameter>x</parameter></i>", "<i><parameter id='a'>&b;</parameter></i>",
    "<!DOCTYPE i [<!ENTITY b 'c'>]><i><parameter id='a'>&b;</parameter></i>"
  })
  void what_is_no_instance_xml_is_refused(String document) {
    assertThatThrownBy(() -> InstanceXml.read(document))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageContaining("line 1");
  }

  @Test
  void the_hash_is_that_of_a_full_master() {
    assertThat(InstanceXml.hash(Map.of("url", "http://x/", "b", "é")))
        .isEqualTo("d7c71fe45094a748c277b60373f273b30e0adf33662b5dd1496803adc7b2ca27");
  }
}
