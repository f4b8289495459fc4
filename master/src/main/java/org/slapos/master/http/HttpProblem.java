package org.slapos.master.http;

import java.util.Map;
import java.util.Optional;

/** A request that ends in an error page; the message is its explanation. */
public final class HttpProblem extends RuntimeException {
  private static final String UNREADABLE =
      "The browser (or proxy) sent a request that this server could not understand.";

  private final int status;
  private final Map<String, String> headers;
  private final Optional<BadField> field;

  private HttpProblem(int status, String explanation, Map<String, String> headers, Optional<BadField> field) {
    super(explanation, null, false, false);
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.field = field;
  }

  /** The part of the request that is wrong, and how. */
  public record BadField(String name, String reason) {}

  public static HttpProblem of(int status, String explanation) {
    return new HttpProblem(status, explanation, Map.of(), Optional.empty());
  }

  /** 400 that names the field and what is wrong with it. */
  public static HttpProblem badField(String field, String reason) {
    return new HttpProblem(
        400,
        UNREADABLE + " Field " + field + ": " + reason,
        Map.of(),
        Optional.of(new BadField(field, reason)));
  }

  public static HttpProblem noSuchPage() {
    return of(
        404,
        "The requested URL was not found on the server. If you entered the URL manually please check your spelling "
            + "and try again.");
  }

  /** A failure that may be over after so many seconds. */
  public static HttpProblem retryLater(int status, String explanation, int seconds) {
    return new HttpProblem(
        status, explanation, Map.of("Retry-After", Integer.toString(seconds)), Optional.empty());
  }

  /** 405 with the methods that would do. */
  public static HttpProblem methodNotAllowed(String allowed) {
    return new HttpProblem(
        405, "The method is not allowed for the requested URL.", Map.of("Allow", allowed), Optional.empty());
  }

  public static HttpProblem internal() {
    return of(
        500,
        "The server encountered an internal error and was unable to complete your request. Either the server is "
            + "overloaded or there is an error in the application.");
  }

  public int status() {
    return status;
  }

  /** The explanation; never absent here. */
  public String explanation() {
    return String.valueOf(getMessage());
  }

  public Optional<BadField> field() {
    return field;
  }

  /** The page that the client gets. */
  public Response response() {
    return ErrorPage.of(status, explanation(), headers);
  }
}
