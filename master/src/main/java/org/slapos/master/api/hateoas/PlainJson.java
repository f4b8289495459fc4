package org.slapos.master.api.hateoas;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.Value;

/** Dictionaries of texts as the maps that {@link SortedJson} writes. */
final class PlainJson {
  private PlainJson() {}

  static Map<String, Object> object(Value.Dict texts) {
    var object = new TreeMap<String, Object>();
    texts.entries().forEach((key, value) -> object.put(InstanceXml.notation(key), InstanceXml.notation(value)));
    return object;
  }

  /** What instance XML holds; null for empty values. */
  static Map<String, Object> ofInstanceXml(Optional<String> instanceXml) {
    var object = new TreeMap<String, Object>();
    instanceXml.ifPresent(xml -> object.putAll(InstanceXml.read(xml)));
    return object;
  }
}
