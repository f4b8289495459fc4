package org.slapos.slap.wire;

import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Instance XML (reference: protocol-slap.md, 3): {@code <instance><parameter id="...">...</parameter></instance>}. */
public final class InstanceXml {
  private InstanceXml() {}

  /** Writes parameters sorted by key; values that are no text take the reference's (Python's) notation. */
  public static String write(Value.Dict parameters) {
    throw new UnsupportedOperationException();
  }

  /** As {@link #write(Value.Dict)} for texts. */
  public static String writeTexts(Map<String, String> parameters) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads the direct {@code parameter} children of the root; an empty element has no value.
   *
   * @throws MalformedDocumentException if it is not well-formed XML
   */
  public static SequencedMap<String, Optional<String>> read(String document) {
    throw new UnsupportedOperationException();
  }
}
