package org.slapos.cli.configure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.slapos.files.AtomicFile;

/** The network cache that {@code configure local --enable-shacache-proxy} sets up beside the Master. */
record LocalNetworkCache(Path folder) {
  private static final int KEY_BITS = 2048;

  /** The node's {@code [networkcache]}: everything is looked for at its own Master. */
  String nodeSection(String masterUrl) {
    String contents = masterUrl + "/shacache/cache";
    String index = masterUrl + "/shacache/dir";
    return """

        [networkcache]
        # Releases that are built already, sources and packages are looked for at the Master; only entries that one of
        # signature-certificate-list has signed are taken
        download-binary-cache-url = %1$s
        download-binary-dir-url = %2$s
        download-cache-url = %1$s
        download-dir-url = %2$s
        """.formatted(contents, index);
  }

  /** The Master's keys, with underscores: the other spelling leaves the cache of the reference's proxy switched off. */
  String masterKeys() {
    return """
        # The network cache, and whom it asks for what it does not have
        shacache_content_directory = %s
        shacache_metadata_directory = %s
        shacache_signing_key_path = %s
        shacache_upstream_cache_url = http://shacache.nxdcdn.com
        shacache_upstream_dir_url = http://shadir.nxdcdn.com
        """.formatted(contents(), index(), signingKey());
  }

  /** Makes the folders and, unless there is one, the key with which entries may be signed. */
  void prepare() throws IOException {
    for (Path made : List.of(folder, contents(), index())) {
      Files.createDirectories(made);
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
    }
    if (!Files.exists(signingKey(), LinkOption.NOFOLLOW_LINKS)) {
      AtomicFile.write(signingKey(), newKey(), "rw-------");
    }
  }

  private Path contents() {
    return folder.resolve("data");
  }

  private Path index() {
    return folder.resolve("dir");
  }

  private Path signingKey() {
    return folder.resolve("signing-key.pem");
  }

  private static String newKey() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
          + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no RSA", e);
    }
  }
}
