package org.slapos.slap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MarshalRoundTripTest {

  @Property(tries = 300)
  void what_is_written_is_read_back(@ForAll("values") Value value) {
    var document = Marshal.write(value);
    assertThat(document).matches("\\p{ASCII}*");
    var again = Marshal.read(document);
    assertThat(again).isEqualTo(value);
    assertThat(Marshal.write(again)).isEqualTo(document);
  }

  @Property(tries = 1000)
  void floats_survive_in_the_shortest_notation(@ForAll double number) {
    assertThat(PythonFloat.parse(PythonFloat.format(number))).isEqualTo(number);
  }

  @Provide
  Arbitrary<Value> values() {
    return values(3);
  }

  private static Arbitrary<Value> values(int depth) {
    if (depth == 0) {
      return scalars();
    }
    var items = Arbitraries.lazy(() -> values(depth - 1)).list().ofMaxSize(4);
    return Arbitraries.oneOf(
        scalars(),
        items.map(Value.ListValue::new),
        items.map(Value.Tuple::new),
        scalars().list().uniqueElements().ofMaxSize(4).map(Value.SetValue::new),
        dictionaries(depth),
        objects(depth));
  }

  private static Arbitrary<Value.Dict> dictionaries(int depth) {
    return Arbitraries.maps(texts(), Arbitraries.lazy(() -> values(depth - 1))).ofMaxSize(4).map(entries -> {
      var dict = Value.Dict.builder();
      entries.forEach(dict::put);
      return dict.build();
    });
  }

  private static Arbitrary<Value> objects(int depth) {
    return dictionaries(depth).flatMap(attributes -> Arbitraries.of(Value.SlapClass.class)
        .map(type -> new Value.Instance(type, List.of(new Value.Text("x")), Optional.of(attributes))));
  }

  private static Arbitrary<Value> scalars() {
    return Arbitraries.oneOf(
        Arbitraries.just(Value.None.NONE),
        Arbitraries.of(true, false).map(Value.Bool::new),
        Arbitraries.bigIntegers().map(Value.Int::new),
        Arbitraries.doubles().map(Value.Real::new),
        texts().map(Value.Text::new));
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withCharRange(' ', '~')
        .withChars('\t', '\n', '\r', '&', '<', '>', '"', '\'', 'é', '\u0085', '\u2028', '\ufffd')
        .ofMaxLength(20)
        .map(text -> text.replace("~", "😀"));
  }
}
