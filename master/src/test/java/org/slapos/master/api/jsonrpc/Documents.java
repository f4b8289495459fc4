package org.slapos.master.api.jsonrpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.slapos.master.api.jsonrpc.schema.Shape;
import org.slapos.slap.wire.Value;

/** Random documents that have a shape, or nearly. */
final class Documents {
  private static final List<String> TEXTS =
      List.of("COMP-0", "slappart0", "a", "root", "root______0", "x___y___1", "", "é😀", "two\nlines", "tab\t", "\u0001",
          "a".repeat(201), "😀".repeat(200), "\u007f", "\uffff", "<&>'\"", "___", "http://sr.example/demo/software.cfg");

  private final Random random;

  Documents(Random random) {
    this.random = random;
  }

  /** About half of them are wrong in one place or two. */
  Value near(Shape shape) {
    return value(shape, random.nextBoolean() ? 0.0 : 0.15);
  }

  private Value value(Shape shape, double wrong) {
    if (random.nextDouble() < wrong) {
      return anything(2);
    }
    return switch (shape) {
      case Shape.Anything.ANYTHING -> anything(2);
      case Shape.Flag.FLAG -> new Value.Bool(random.nextBoolean());
      case Shape.Whole.WHOLE -> Value.ofInt(random.nextInt());
      case Shape.Numeric.NUMERIC -> random.nextBoolean() ? Value.ofInt(7) : new Value.Real(0.5);
      case Shape.Text text -> text(wrong);
      case Shape.Word(var words) -> new Value.Text(words.get(random.nextInt(words.size())));
      case Shape.OrNull(var inner) -> random.nextBoolean() ? Value.None.NONE : value(inner, wrong);
      case Shape.Items(var item) -> {
        var items = new ArrayList<Value>();
        for (int i = random.nextInt(3); i > 0; i--) {
          items.add(value(item, wrong));
        }
        yield new Value.ListValue(items);
      }
      case Shape.Members members -> object(members, wrong);
    };
  }

  private Value object(Shape.Members shape, double wrong) {
    var object = Value.Dict.builder();
    shape.members().forEach(
        (name, member) -> {
          boolean there = member.required() ? random.nextDouble() >= wrong : random.nextBoolean();
          if (there) {
            object.put(name, value(member.shape(), wrong));
          }
        });
    if (shape.others().isPresent() && random.nextBoolean()) {
      object.put("extra " + random.nextInt(3), value(shape.others().get(), wrong));
    } else if (random.nextDouble() < wrong) {
      object.put("unknown", "x");
    }
    return object.build();
  }

  private Value text(double wrong) {
    return new Value.Text(wrong > 0 ? TEXTS.get(random.nextInt(TEXTS.size())) : TEXTS.get(random.nextInt(6)));
  }

  private Value anything(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> Value.None.NONE;
      case 1 -> new Value.Bool(random.nextBoolean());
      case 2 -> Value.ofInt(random.nextInt());
      case 3 -> new Value.Real(random.nextDouble() + 0.1);
      case 4, 5 -> new Value.Text(TEXTS.get(random.nextInt(TEXTS.size())));
      case 6 -> new Value.ListValue(List.of(anything(depth - 1)));
      default -> Value.Dict.builder().put("k" + random.nextInt(2), anything(depth - 1)).build();
    };
  }
}
