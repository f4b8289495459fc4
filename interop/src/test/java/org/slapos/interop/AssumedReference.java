package org.slapos.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.slapos.testing.reference.ReferenceEnvironment;
import org.slapos.testing.reference.ReferenceVersion;

/** The reference, installed; where that cannot be done, the test that asks for it is skipped and says why. */
public final class AssumedReference {
  private AssumedReference() {}

  public static ReferenceEnvironment newest() {
    return of(ReferenceVersion.NEW);
  }

  static ReferenceEnvironment of(ReferenceVersion version) {
    var missing = ReferenceEnvironment.missingFor(version);
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    return ReferenceEnvironment.of(version);
  }
}
