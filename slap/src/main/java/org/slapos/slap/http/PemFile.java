package org.slapos.slap.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** The blocks of a PEM file; text between them, such as a readable dump, means nothing. */
public final class PemFile {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  private final String name;
  private final List<Block> blocks;

  private PemFile(String name, List<Block> blocks) {
    this.name = name;
    this.blocks = blocks;
  }

  private record Block(String label, String content) {}

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read; the message names it
   */
  public static PemFile read(Path path) throws IOException {
    return parse(content(path), path.toString());
  }

  /**
   * Takes a text apart; nothing is checked yet.
   *
   * @param name what errors call it
   */
  public static PemFile parse(String text, String name) {
    var blocks = new ArrayList<Block>();
    var matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    return new PemFile(name, blocks);
  }

  private static String content(Path path) throws IOException {
    try {
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new IOException("no such file: " + path, e);
    } catch (AccessDeniedException e) {
      throw new IOException("no permission to read " + path, e);
    }
  }

  /** All certificates, in the order of the file; at least one. */
  public List<X509Certificate> certificates() throws IOException {
    var certificates = new ArrayList<X509Certificate>();
    for (var block : blocks) {
      if (block.label().equals("CERTIFICATE")) {
        certificates.add(certificate(block));
      }
    }
    if (certificates.isEmpty()) {
      throw new IOException("no certificate in " + name);
    }
    return certificates;
  }

  private X509Certificate certificate(Block block) throws IOException {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der(block)));
    } catch (CertificateException e) {
      throw new IOException("an unreadable certificate in " + name, e);
    }
  }

  /** The first private key. */
  public PrivateKey privateKey() throws IOException {
    for (var block : blocks) {
      if (block.label().endsWith("PRIVATE KEY")) {
        if (block.label().startsWith("ENCRYPTED") || block.content().contains("Proc-Type:")) {
          throw new IOException("the private key in " + name + " is encrypted; store it without a passphrase");
        }
        return PrivateKeyDer.read(block.label(), der(block))
            .orElseThrow(() -> new IOException("an unreadable private key in " + name));
      }
    }
    throw new IOException("no private key in " + name);
  }

  private byte[] der(Block block) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(block.content());
    } catch (IllegalArgumentException e) {
      throw new IOException("damaged PEM in " + name, e);
    }
  }
}
