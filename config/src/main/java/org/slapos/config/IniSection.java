package org.slapos.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * One section as written: raw values, before interpolation.
 *
 * @param name as written; section names are case-sensitive, keys are lower-case
 */
record IniSection(String name, int line, SequencedMap<String, Setting> entries) {
  IniSection {
    entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
  }
}
