package org.slapos.interop;

import java.io.IOException;
import java.nio.file.Path;

/** A self-signed certificate with its key, made by openssl, which the reference's network cache needs anyway. */
record TestSigner(Path key, Path certificate) {

  static TestSigner make(Path folder, String name) throws IOException {
    var signer = new TestSigner(folder.resolve(name + ".key"), folder.resolve(name + ".crt"));
    var process = new ProcessBuilder(
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=" + name,
        "-keyout", signer.key().toString(), "-out", signer.certificate().toString())
        .redirectErrorStream(true)
        .start();
    var output = new String(process.getInputStream().readAllBytes());
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("openssl failed: " + output);
    }
    return signer;
  }
}
