package org.slapos.master.api.jsonrpc;

import java.util.Optional;
import org.slapos.master.api.Caller;
import org.slapos.master.http.Request;
import org.slapos.slap.wire.Value;

/**
 * A call whose document was checked.
 *
 * @param document has the shape that the method demands
 */
record Call(Value.Dict document, Request request) {

  /** A member that the shape makes a text that is there. */
  String text(String member) {
    return find(member).orElseThrow(() -> new IllegalStateException("Unchecked member " + member));
  }

  Optional<String> find(String member) {
    return document.text(member);
  }

  /** An object that may be absent. */
  Value.Dict object(String member) {
    return document.get(member).orElse(Value.Dict.EMPTY) instanceof Value.Dict dict ? dict : Value.Dict.EMPTY;
  }

  boolean flag(String member) {
    return document.get(member).equals(Optional.of(new Value.Bool(true)));
  }

  String author() {
    return Caller.author(request);
  }
}
