package org.slapos.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slapos.fakes.TestCertificate;

/** The reference's network cache client, run in its own interpreter. */
record NetworkCacheScript(Path python, String cacheUrl, String dirUrl, TestCertificate signer) {
  private static final String CONNECT = """
      import io, json, sys
      from slapos.libnetworkcache import NetworkcacheClient
      cache, index, key, certificate = sys.argv[1:5]
      client = NetworkcacheClient(cache, index, signature_private_key_file=key,
                                  signature_certificate_list=[open(certificate).read()])
      """;

  /** Uploads a content under a key, signed; its SHA-512. */
  String upload(String key, String content) throws IOException {
    return run("""
        sys.stdout.write(client.upload_generic(
            io.BytesIO(sys.argv[6].encode()), sys.argv[5], software_url='http://example.com/software.cfg'))
        """, key, content);
  }

  /** Downloads the content of the first trusted entry of a key; fails if none is trusted. */
  String download(String key) throws IOException {
    return run("""
        entry = json.loads(next(iter(client.select_generic(sys.argv[5])))[0])
        sys.stdout.write(client.download(entry['sha512']).read().decode())
        """, key);
  }

  private String run(String script, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(
        python.toString(), "-c", CONNECT + script, cacheUrl, dirUrl, signer.key().toString(),
        signer.certificate().toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("the reference's client failed: " + output);
    }
    return output;
  }
}
