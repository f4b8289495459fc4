package org.slapos.slap.classic;

import java.util.function.Function;
import org.slapos.slap.Certificate;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** Answers with a certificate and its key. */
final class Certificates {
  private Certificates() {}

  static Certificate read(MasterCalls master, String name, Function<MasterCalls, Value> call) {
    var answer = call.apply(master);
    try {
      var dict = WireObjects.dict(answer);
      return new Certificate(dict.text("certificate").orElse(""), dict.text("key").orElse(""));
    } catch (MalformedDocumentException e) {
      throw master.unreadable(name, e);
    }
  }
}
