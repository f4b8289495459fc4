package org.slapos.slap.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import javax.net.ssl.SSLException;
import org.slapos.slap.Retries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes calls again that failed on the way, as {@link Retries} says. Thread-safe. */
public final class RetryingTransport implements Transport {
  private static final Logger log = LoggerFactory.getLogger(RetryingTransport.class);

  private final Transport transport;
  private final Retries retries;
  private final Sleeper sleeper;
  private final InstantSource clock;
  private final DoubleSupplier random;

  /** Lets time pass. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration pause) throws InterruptedException;
  }

  public RetryingTransport(Transport transport, Retries retries) {
    this(transport, retries, Thread::sleep, InstantSource.system(), () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * For tests.
   *
   * @param random from 0 to 1, how much of the half of a pause is cut off
   */
  RetryingTransport(
      Transport transport, Retries retries, Sleeper sleeper, InstantSource clock, DoubleSupplier random) {
    this.transport = transport;
    this.retries = retries;
    this.sleeper = sleeper;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public HttpAnswer send(HttpCall call) throws IOException {
    for (int attempt = 1; ; attempt++) {
      boolean last = attempt >= retries.attempts();
      Duration pause = pauseAfter(attempt);
      String reason;
      try {
        HttpAnswer answer = transport.send(call);
        if (last || !call.repeatable() || !isPassing(answer.status())) {
          return answer;
        }
        Duration asked = retryAfter(answer).orElse(pause);
        if (asked.compareTo(retries.longestPause()) > 0) {
          return answer;
        }
        pause = asked.compareTo(pause) > 0 ? asked : pause;
        reason = "it answered " + answer.status();
      } catch (IOException e) {
        if (last || !(call.repeatable() ? mayPass(e) : isUnsent(e))) {
          throw e;
        }
        reason = Unreachable.reason(e);
      }
      log.debug("{} {} is tried again in {} ms: {}", call.method(), call.url(), pause.toMillis(), reason);
      rest(pause);
    }
  }

  private Duration pauseAfter(int attempt) {
    double doubled = (double) retries.firstPause().toMillis() * Math.pow(2, attempt - 1.0);
    double whole = Math.min(doubled, (double) retries.longestPause().toMillis());
    return Duration.ofMillis((long) (whole * (1 - random.getAsDouble() / 2)));
  }

  private void rest(Duration pause) throws InterruptedIOException {
    try {
      sleeper.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted = new InterruptedIOException("interrupted while waiting to try again");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  /** What somebody on the way or a Master that is too busy answers; 500 stays what it is. */
  private static boolean isPassing(int status) {
    return switch (status) {
      case 429, 502, 503, 504, 520, 522, 523, 524 -> true;
      default -> false;
    };
  }

  /** A server that speaks no HTTP, or whose certificate is refused, does so again. */
  private static boolean mayPass(IOException failure) {
    return !(failure instanceof HttpProtocolException
        || failure instanceof SSLException
        || (failure instanceof InterruptedIOException && !(failure instanceof SocketTimeoutException)));
  }

  /** Whether the server cannot have seen the call. */
  private static boolean isUnsent(IOException failure) {
    return failure instanceof ConnectException
        || failure instanceof UnknownHostException
        || failure instanceof NoRouteToHostException
        || failure instanceof ConnectTimeoutException;
  }

  /** {@code Retry-After}: seconds, or a date. */
  private Optional<Duration> retryAfter(HttpAnswer answer) {
    return answer.header("Retry-After").map(String::strip).flatMap(value -> {
      try {
        return Optional.of(value.chars().allMatch(c -> c >= '0' && c <= '9')
            ? Duration.ofSeconds(Long.parseLong(value))
            : Duration.between(
                clock.instant(), ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
      } catch (DateTimeException | NumberFormatException | ArithmeticException _) {
        // Neither: as if it had said nothing.
        return Optional.empty();
      }
    });
  }
}
