package org.slapos.cli.configure;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;

/** The reference of a computer, by which its certificate names it. */
final class ComputerName {
  private static final Pattern IN_TEXT = Pattern.compile("COMP-[^/,\\s]+");

  private ComputerName() {}

  /**
   * Looks in the text that the Master puts before the certificate, else in the certificate.
   *
   * @throws CommandFailure if neither names one
   */
  static String of(String certificate) {
    int pem = certificate.indexOf("-----BEGIN");
    Matcher text = IN_TEXT.matcher(pem < 0 ? certificate : certificate.substring(0, pem));
    if (text.find()) {
      return text.group();
    }
    return subject(certificate).map(IN_TEXT::matcher).filter(Matcher::find).map(Matcher::group)
        .orElseThrow(() -> new CommandFailure(
            ExitStatus.FAILURE, "the certificate that the Master gave names no computer (COMP-...); nothing was written"));
  }

  private static Optional<String> subject(String pem) {
    try {
      var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
      return CertificateFactory.getInstance("X.509").generateCertificate(bytes) instanceof X509Certificate x509
          ? Optional.of(x509.getSubjectX500Principal().getName())
          : Optional.empty();
    } catch (CertificateException noCertificate) {
      return Optional.empty();
    }
  }
}
