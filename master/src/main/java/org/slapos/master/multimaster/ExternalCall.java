package org.slapos.master.multimaster;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slapos.master.http.HttpProblem;
import org.slapos.slap.http.ErrorPage;
import org.slapos.slap.http.Form;
import org.slapos.slap.http.HttpAnswer;
import org.slapos.slap.http.HttpCall;
import org.slapos.slap.http.HttpUrl;
import org.slapos.slap.http.ProxyRules;
import org.slapos.slap.http.RedirectingTransport;
import org.slapos.slap.http.SocketTransport;
import org.slapos.slap.http.Tls;
import org.slapos.slap.http.Transport;
import org.slapos.slap.http.Unreachable;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** Calls one other Master. Few calls at once, so that one that hangs does not take all threads of this one. */
final class ExternalCall {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MOST_AT_ONCE = 16;
  private static final int RETRY_AFTER = 30;

  private final ExternalMaster master;
  private final HttpUrl url;
  private final Transport transport;
  private final Semaphore free = new Semaphore(MOST_AT_ONCE);

  ExternalCall(ExternalMaster master) {
    this(master, new RedirectingTransport(
        new SocketTransport(TIMEOUT, new Tls(master.identity(), master.authority()), ProxyRules.none())));
  }

  ExternalCall(ExternalMaster master, Transport transport) {
    this.master = master;
    this.url = HttpUrl.parse(master.url()).asFolder().resolve("requestComputerPartition");
    this.transport = transport;
  }

  /**
   * Requests an instance there.
   *
   * @throws HttpProblem 404 or 408 as it answered, 508 if the request came back to it, 503 if it cannot be reached or is
   *     asked too often at once, 502 for any other answer; always with its URL and the reason
   */
  Value request(Form form, String via) {
    if (url.secure() && master.identity().isEmpty()) {
      throw HttpProblem.of(404, "External SlapOS Master URL " + master.url() + " needs key and cert.");
    }
    if (!free.tryAcquire()) {
      throw HttpProblem.retryLater(
          503, "%d requests wait for the external SlapOS Master %s already."
              .formatted(MOST_AT_ONCE, master.url()), RETRY_AFTER);
    }
    try {
      return value(transport.send(call(form, via)));
    } catch (IOException e) {
      throw HttpProblem.retryLater(
          503, "The external SlapOS Master %s cannot be reached: %s."
              .formatted(master.url(), Unreachable.reason(e)), RETRY_AFTER);
    } finally {
      free.release();
    }
  }

  private HttpCall call(Form form, String via) {
    var call = HttpCall.post(url, form).withHeader("Via", via);
    return master.requester()
        .map(id -> call.withHeader(
            "Authorization",
            "X-SlapPartition computer_id=%s, computer_partition_id=%s".formatted(id.computer(), id.partition())))
        .orElse(call);
  }

  private Value value(HttpAnswer answer) {
    var reason = ErrorPage.explanation(answer.text())
        .orElseGet(() -> (answer.status() + " " + answer.reason()).strip());
    return switch (answer.status()) {
      case 200 -> read(answer);
      case 404, 508 -> throw HttpProblem.of(answer.status(), told(reason));
      case 408 -> throw HttpProblem.of(408, "Resource not ready");
      default -> throw HttpProblem.retryLater(502, told(reason), RETRY_AFTER);
    };
  }

  private Value read(HttpAnswer answer) {
    try {
      return Marshal.read(answer.text());
    } catch (MalformedDocumentException e) {
      throw HttpProblem.retryLater(502, told("unreadable: " + e.getMessage()), RETRY_AFTER);
    }
  }

  private String told(String reason) {
    return "The external SlapOS Master %s answered: %s".formatted(master.url(), reason);
  }
}
