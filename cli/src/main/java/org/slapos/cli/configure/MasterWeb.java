package org.slapos.cli.configure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.classic.ClassicSlap;
import org.slapos.slap.http.Failures;
import org.slapos.slap.http.Form;
import org.slapos.slap.http.HttpAnswer;
import org.slapos.slap.http.HttpCall;
import org.slapos.slap.http.HttpUrl;
import org.slapos.slap.http.Transport;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** The part of a Master that gives certificates for tokens (reference: node-misc.md, 3 and 4). */
final class MasterWeb {
  private static final String REFUSED =
      "Access denied to the SlapOS Master. Please check the authentication token or require a new one.";

  private final Transport transport;
  private final HttpUrl typed;
  private final HttpUrl url;

  private MasterWeb(Transport transport, HttpUrl typed) {
    this.transport = transport;
    this.typed = typed;
    this.url = typed.asFolder();
  }

  /** Declares where it is and whom to trust. */
  static void declare(ArgumentParser parser) {
    parser.addArgument("--master-url").metavar("URL").setDefault("https://slap.vifib.com")
        .help("the Master that the configuration names (https://slap.vifib.com)");
    parser.addArgument("--master-url-web").metavar("URL").setDefault("https://panel.rapid.space")
        .help("the Master's web site, which gives certificates for tokens (https://panel.rapid.space)");
    parser.addArgument("--token").metavar("TOKEN").help("security token from that site; asked for without it");
    parser.addArgument("--master-ca-file").metavar("FILE").help("verify the web site by these certificates instead of the system's");
    parser.addArgument("--insecure").action(Arguments.storeTrue()).help("do not verify the web site: the token may be stolen");
  }

  static MasterWeb of(Invocation invocation) {
    Optional<Path> authority = invocation.text("master_ca_file").map(invocation.terminal()::path).or(SystemAuthorities::file);
    HttpUrl url;
    try {
      url = HttpUrl.parse(invocation.argument("master_url_web"));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitStatus.FAILURE, "--master-url-web: " + e.getMessage(), e);
    }
    if (authority.isEmpty() && url.secure() && !invocation.flag("insecure")) {
      throw new CommandFailure(ExitStatus.FAILURE,
          "this system has no certificate authorities to verify " + url + " by; give --master-ca-file or --insecure");
    }
    var verified = ConnectionSettings.of(url.toString());
    var settings = invocation.flag("insecure")
        ? verified.trustingAnyServer()
        : authority.map(verified::trusting).orElse(verified);
    return new MasterWeb(ClassicSlap.transport(settings, invocation.terminal().environment()), url);
  }

  /** A certificate and its key, both PEM with or without text before. */
  record Certificate(String certificate, String key) {}

  /**
   * A new computer of that name.
   *
   * @throws CommandFailure if the name is in use or the token refused
   */
  Certificate requestComputer(String name, String token) {
    var call = HttpCall.post(url.resolve("Person_requestComputer"), Form.empty().with("title", name));
    return certificate(send(call.withHeader("X-Access-Token", token)), name);
  }

  /** A user of the web site with a password. */
  record Login(String name, String password) {
    private HttpCall on(HttpCall call) {
      String credentials = Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
      return call.withHeader("Authorization", "Basic " + credentials);
    }
  }

  /** Whether the web site knows that user: only then its page offers to log out. */
  boolean accepts(Login login) {
    HttpAnswer page = send(login.on(HttpCall.get(typed)));
    return page.status() == 200 && page.text().contains("Logout");
  }

  /** A new computer of that name, for a user with a password. */
  Certificate requestComputer(String name, Login login) {
    var call = HttpCall.get(url.resolve("Person_requestComputer").withQuery(Form.empty().with("title", name)));
    return certificate(send(login.on(call)), name);
  }

  /** A certificate for the user that the token belongs to. */
  Certificate requestUser(String token) {
    var call = new HttpCall("POST", url.resolve("Person_getCertificate"), Map.of("X-Access-Token", token), Optional.of(""));
    return certificate(send(call), "");
  }

  private HttpAnswer send(HttpCall call) {
    try {
      return transport.send(call);
    } catch (IOException e) {
      throw Failures.unreachable(url, e);
    }
  }

  private Certificate certificate(HttpAnswer answer, String name) {
    boolean success = answer.status() >= 200 && answer.status() < 300;
    if (!success && answer.text().contains("Certificate still active.")) {
      throw new CommandFailure(ExitStatus.FAILURE, "The node name \"" + name + "\" is already in use. Please change the name, "
          + "or revoke the active certificate if you want to replace the node.");
    }
    if (answer.status() == 401 || answer.status() == 403) {
      throw new CommandFailure(ExitStatus.FAILURE, REFUSED);
    }
    Failures.of(answer, url, "certificate", Form.empty()).ifPresent(failure -> {
      throw failure;
    });
    try {
      if (JsonText.read(answer.text()) instanceof Value.Dict fields
          && fields.text("certificate").isPresent() && fields.text("key").isPresent()) {
        return new Certificate(fields.text("certificate").get(), fields.text("key").get());
      }
    } catch (MalformedDocumentException e) {
      throw new CommandFailure(ExitStatus.FAILURE, notUnderstood(), e);
    }
    throw new CommandFailure(ExitStatus.FAILURE, notUnderstood());
  }

  private String notUnderstood() {
    return url + " did not answer a certificate and a key; is it the web site of a SlapOS Master (--master-url-web)?";
  }
}
