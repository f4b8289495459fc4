package org.slapos.master.api.classic;

import org.slapos.master.http.HttpProblem;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** Form fields that hold marshalled values; a broken one is refused by name. */
final class MarshalledField {
  private static final ReadValues READ = new ReadValues();

  private MarshalledField() {}

  static Value read(String field, String document) {
    try {
      return READ.value(field, document, Marshal::read);
    } catch (MalformedDocumentException e) {
      throw HttpProblem.badField(field, String.valueOf(e.getMessage()));
    }
  }

  static Value.Dict dictionary(String field, String document) {
    if (read(field, document) instanceof Value.Dict dictionary) {
      return dictionary;
    }
    throw HttpProblem.badField(field, "not a dictionary");
  }

  static String instanceXml(String field, Value.Dict dictionary) {
    try {
      return InstanceXml.write(dictionary);
    } catch (IllegalArgumentException | MalformedDocumentException e) {
      throw HttpProblem.badField(field, String.valueOf(e.getMessage()));
    }
  }
}
