package org.slapos.slap.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarshalWriterTest {

  private static String body(Value value) {
    return Marshal.write(value).replaceAll("^<marshal>|</marshal>$", "");
  }

  private static Value list(Value... items) {
    return new Value.ListValue(List.of(items));
  }

  @Test
  void scalars_have_one_element_each() {
    assertThat(body(Value.None.NONE)).isEqualTo("<none/>");
    assertThat(body(new Value.Bool(true))).isEqualTo("<bool>1</bool>");
    assertThat(body(new Value.Bool(false))).isEqualTo("<bool>0</bool>");
    assertThat(body(Value.ofInt(-5))).isEqualTo("<int>-5</int>");
    assertThat(body(new Value.Text(""))).isEqualTo("<string></string>");
  }

  @ParameterizedTest
  @CsvSource({
    "999999999999999983222783, int",
    "-999999999999999983222783, int",
    "999999999999999983222784, long",
    "-999999999999999983222784, long",
  })
  void integers_become_long_where_the_reference_makes_them_long(BigInteger number, String element) {
    assertThat(body(new Value.Int(number))).isEqualTo("<" + element + ">" + number + "</" + element + ">");
  }

  @ParameterizedTest
  @CsvSource({
    "1.5, 1.5", "1e300, 1e+300", "1e16, 1e+16", "1e15, 1000000000000000.0", "1e-5, 1e-05", "1e-4, 0.0001",
    "4.9e-324, 5e-324", "1.7976931348623157e308, 1.7976931348623157e+308", "-0.0, -0.0", "0, 0.0", "1e23, 1e+23",
    "1795393008.0292218, 1795393008.0292218", "123456789012345680, 1.2345678901234568e+17", "-2.5e-7, -2.5e-07",
    "Infinity, inf", "-Infinity, -inf", "NaN, nan", "1e100, 1e+100"
  })
  void floats_take_the_shortest_notation_of_the_reference(double number, String text) {
    assertThat(body(new Value.Real(number))).isEqualTo("<float>" + text + "</float>");
  }

  @Test
  void text_is_escaped_twice_and_ascii() {
    assertThat(body(new Value.Text("a&b<c>"))).isEqualTo("<string>a&amp;amp;b&amp;lt;c&amp;gt;</string>");
    assertThat(body(new Value.Text("é😀\u0085\u007f"))).isEqualTo("<string>&#233;&#128512;&#133;\u007f</string>");
    assertThat(body(new Value.Text("]]>\r\n\t\"'"))).isEqualTo("<string>]]&amp;gt;&#13;\n\t\"'</string>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u0001", "a\u001f", "\ud800", "\udc00x", "\ufffe", "\uffff"})
  void text_that_xml_cannot_hold_is_refused(String text) {
    assertThatThrownBy(() -> Marshal.write(new Value.Text(text)))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessageMatching("XML cannot hold the character U\\+[0-9A-F]{4}");
  }

  @Test
  void ids_count_containers_in_document_order_and_tuples_take_none() {
    var inner = Value.Dict.builder().put("z", list(Value.ofInt(1))).build();
    assertThat(Marshal.write(Value.Dict.builder().put("b", Value.ofInt(1)).put("a", inner).build()))
        .isEqualTo("<marshal><dictionary id=\"i2\"><string>a</string><dictionary id=\"i3\"><string>z</string>"
            + "<list id=\"i4\"><int>1</int></list></dictionary><string>b</string><int>1</int></dictionary></marshal>");
    assertThat(body(new Value.Tuple(List.of(new Value.SetValue(List.of()), new Value.Tuple(List.of())))))
        .isEqualTo("<tuple><set id=\"i2\"/><tuple/></tuple>");
  }

  @Test
  void objects_hold_their_arguments_and_attributes() {
    var computer = new Value.Instance(
        Value.SlapClass.COMPUTER,
        List.of(new Value.Text("COMP-0")),
        Optional.of(Value.Dict.builder()
            .put("_software_release_list", list())
            .put("_computer_id", "COMP-0")
            .put("_computer_partition_list", list())
            .build()));
    assertThat(body(computer))
        .isEqualTo("<object id=\"i2\" module=\"slapos.slap.slap\" class=\"Computer\"><tuple><string>COMP-0</string></tuple>"
            + "<dictionary id=\"i3\"><string>_computer_id</string><string>COMP-0</string>"
            + "<string>_computer_partition_list</string><list id=\"i4\"/>"
            + "<string>_software_release_list</string><list id=\"i5\"/></dictionary></object>");
    assertThat(body(new Value.Instance(Value.SlapClass.SOFTWARE_INSTANCE, List.of(), Optional.empty())))
        .isEqualTo("<object id=\"i2\" module=\"slapos.slap.slap\" class=\"SoftwareInstance\"><tuple/><none/></object>");
  }

  @Test
  void the_same_container_again_is_a_reference_an_equal_one_is_not() {
    var one = list(Value.ofInt(1));
    assertThat(body(list(one, one))).isEqualTo("<list id=\"i2\"><list id=\"i3\"><int>1</int></list><reference id=\"i3\"/></list>");
    assertThat(body(list(one, list(Value.ofInt(1)))))
        .isEqualTo("<list id=\"i2\"><list id=\"i3\"><int>1</int></list><list id=\"i4\"><int>1</int></list></list>");
  }

  @Test
  void one_empty_constant_in_two_places_is_written_twice() {
    assertThat(body(list(Value.Dict.EMPTY, Value.Dict.EMPTY)))
        .isEqualTo("<list id=\"i2\"><dictionary id=\"i3\"/><dictionary id=\"i4\"/></list>");
  }

  @Test
  void dictionaries_are_sorted_texts_by_code_point_then_numbers_then_none() {
    var entries = new LinkedHashMap<Value, Value>();
    for (var key : List.of(
        Value.None.NONE, Value.ofInt(10), new Value.Real(2.5), Value.ofInt(2), new Value.Tuple(List.of(Value.ofInt(2))),
        new Value.Tuple(List.of(Value.ofInt(1), new Value.Text("x"))), new Value.Text("😀"), new Value.Text("\uffee"),
        new Value.Text("a"), new Value.Text("_a"), new Value.Text("Z"), new Value.Text("ab"))) {
      entries.put(key, Value.ofInt(0));
    }
    assertThat(body(new Value.Dict(entries)).replaceAll("(</\\w+>|<none/>)<int>0</int>", "$1|"))
        .isEqualTo("<dictionary id=\"i2\"><string>Z</string>|<string>_a</string>|<string>a</string>|<string>ab</string>|"
            + "<string>&#65518;</string>|<string>&#128512;</string>|<tuple><int>1</int><string>x</string></tuple>|"
            + "<tuple><int>2</int></tuple>|<int>2</int>|<float>2.5</float>|<int>10</int>|<none/>|</dictionary>");
  }

  @Test
  void nesting_without_end_is_refused() {
    Value value = Value.None.NONE;
    for (var i = 0; i < 300; i++) {
      value = new Value.Tuple(List.of(value));
    }
    var deep = value;
    assertThatThrownBy(() -> Marshal.write(deep)).isInstanceOf(MalformedDocumentException.class).hasMessageContaining("256");
  }
}
