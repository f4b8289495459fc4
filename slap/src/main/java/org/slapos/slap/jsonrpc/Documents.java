package org.slapos.slap.jsonrpc;

import java.util.List;
import org.slapos.slap.Certificate;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** Looks into answers; what is of another kind is a {@link MalformedDocumentException}. */
final class Documents {
  private Documents() {}

  static String text(Value.Dict document, String member) {
    return document.text(member).orElseThrow(() -> new MalformedDocumentException("no text '" + member + "'"));
  }

  /** The objects of {@code result_list}. */
  static List<Value.Dict> results(Value.Dict document) {
    if (document.get("result_list").orElse(Value.None.NONE) instanceof Value.ListValue(var items)) {
      return items.stream().map(Documents::dictionary).toList();
    }
    throw new MalformedDocumentException("no array 'result_list'");
  }

  private static Value.Dict dictionary(Value value) {
    if (value instanceof Value.Dict dictionary) {
      return dictionary;
    }
    throw new MalformedDocumentException("an object was expected in 'result_list'");
  }

  static Certificate certificate(Value.Dict document) {
    return new Certificate(text(document, "certificate"), text(document, "key"));
  }

  static Value.Dict of(String member, String text) {
    return Value.Dict.builder().put(member, text).build();
  }

  static Value.Dict of(String first, String firstText, String second, String secondText) {
    return Value.Dict.builder().put(first, firstText).put(second, secondText).build();
  }
}
