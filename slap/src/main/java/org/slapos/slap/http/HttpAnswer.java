package org.slapos.slap.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a server answered. */
public final class HttpAnswer {
  private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset=\"?([A-Za-z0-9._-]+)\"?");

  private final int status;
  private final String reason;
  private final List<Header> headers;
  private final byte[] body;

  public HttpAnswer(int status, String reason, List<Header> headers, byte[] body) {
    this.status = status;
    this.reason = reason;
    this.headers = List.copyOf(headers);
    this.body = body.clone();
  }

  public int status() {
    return status;
  }

  /** The words behind the status, possibly none. */
  public String reason() {
    return reason;
  }

  /** The first header of that name, in any case. */
  public Optional<String> header(String name) {
    return headers.stream().filter(header -> header.name().equalsIgnoreCase(name)).map(Header::value).findFirst();
  }

  public byte[] body() {
    return body.clone();
  }

  /** The body in the charset that its type declares; UTF-8 without one. */
  public String text() {
    return new String(body, charset());
  }

  private Charset charset() {
    return header("Content-Type")
        .map(CHARSET::matcher)
        .flatMap(matcher -> matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty())
        .filter(Charset::isSupported)
        .map(Charset::forName)
        .orElse(StandardCharsets.UTF_8);
  }

  /** One line of the head. */
  public record Header(String name, String value) {}
}
