package org.slapos.slap.http;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that lie somewhere. */
record StoredUpload(long length, Source source) implements Upload {

  /** Where they lie. */
  @FunctionalInterface
  interface Source {
    InputStream open() throws IOException;
  }

  @Override
  public InputStream open() throws IOException {
    return source.open();
  }
}
