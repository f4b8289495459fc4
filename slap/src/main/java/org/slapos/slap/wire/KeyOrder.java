package org.slapos.slap.wire;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;

/**
 * The order of dictionary keys in a document: texts by code point, numbers by magnitude, tuples item by item; keys of
 * different kinds as their literals would sort, that is texts, tuples, numbers, none.
 */
public final class KeyOrder implements Comparator<Value> {
  public static final KeyOrder INSTANCE = new KeyOrder();

  /** Orders entries by their keys; the JDK's own way would be a lambda that no start-up archive can hold. */
  public static final Comparator<Map.Entry<Value, Value>> ENTRIES = new EntryOrder();

  private KeyOrder() {}

  private static final class EntryOrder implements Comparator<Map.Entry<Value, Value>> {
    @Override
    public int compare(Map.Entry<Value, Value> left, Map.Entry<Value, Value> right) {
      return INSTANCE.compare(left.getKey(), right.getKey());
    }
  }

  /** Code-point order, which differs from {@link String#compareTo} beyond the basic plane. */
  static int compareTexts(String left, String right) {
    var length = Math.min(left.length(), right.length());
    for (var i = 0; i < length; i++) {
      var a = left.charAt(i);
      var b = right.charAt(i);
      if (a != b) {
        var sameKind = Character.isSurrogate(a) == Character.isSurrogate(b);
        return sameKind ? Character.compare(a, b) : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  @Override
  public int compare(Value left, Value right) {
    if (left instanceof Value.Text(var a) && right instanceof Value.Text(var b)) {
      return compareTexts(a, b);
    }
    if (left instanceof Value.Tuple a && right instanceof Value.Tuple b) {
      return compareTuples(a, b);
    }
    var byKind = Integer.compare(kind(left), kind(right));
    return byKind == 0 && kind(left) == NUMBER ? number(left).compareTo(number(right)) : byKind;
  }

  private int compareTuples(Value.Tuple left, Value.Tuple right) {
    for (var i = 0; i < Math.min(left.items().size(), right.items().size()); i++) {
      var byItem = compare(left.items().get(i), right.items().get(i));
      if (byItem != 0) {
        return byItem;
      }
    }
    return Integer.compare(left.items().size(), right.items().size());
  }

  private static final int NUMBER = 2;

  private static int kind(Value key) {
    return switch (key) {
      case Value.Text _ -> 0;
      case Value.Tuple _ -> 1;
      case Value.Bool _, Value.Int _ -> NUMBER;
      case Value.Real(var number) -> Double.isFinite(number) ? NUMBER : NUMBER + 1;
      default -> NUMBER + 2;
    };
  }

  private static BigDecimal number(Value key) {
    return switch (key) {
      case Value.Bool(var bool) -> bool ? BigDecimal.ONE : BigDecimal.ZERO;
      case Value.Int(var number) -> new BigDecimal(number);
      case Value.Real(var number) -> new BigDecimal(number);
      default -> throw new IllegalArgumentException("not a number: " + key);
    };
  }
}
