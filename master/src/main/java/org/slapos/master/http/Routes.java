package org.slapos.master.http;

import java.util.Map;
import java.util.Optional;

/** Which path is answered by what, and by which methods. */
public final class Routes implements Handler {
  private final Map<String, Route> routes;
  private final Handler fallback;

  /**
   * A table of exact paths.
   *
   * @param fallback answers every other path
   */
  public Routes(Map<String, Route> routes, Handler fallback) {
    this.routes = Map.copyOf(routes);
    this.fallback = fallback;
  }

  /** One path. */
  public record Route(String method, Handler handler) {

    public static Route get(Handler handler) {
      return new Route("GET", handler);
    }

    /** A handler of the form in the body. */
    public static Route post(Handler handler) {
      return new Route("POST", handler);
    }

    /** The value of the header {@code Allow}. */
    String allowed() {
      return method.equals("GET") ? "HEAD, OPTIONS, GET" : "POST, OPTIONS";
    }

    boolean accepts(String asked) {
      return method.equals(asked) || (method.equals("GET") && asked.equals("HEAD"));
    }

  }

  @Override
  public Response handle(Request request) {
    var route = routes.get(withOneSlash(request.path()));
    return route == null ? fallback.handle(request) : answer(route, request);
  }

  @Override
  public Optional<Response> atOnce(Request request) {
    var route = routes.get(withOneSlash(request.path()));
    return route != null && route.method().equals(request.method())
        ? route.handler().atOnce(request)
        : Optional.empty();
  }

  /** A Master's URL may end with a slash more than is needed. */
  private static String withOneSlash(String path) {
    return path.startsWith("//") ? path.replaceFirst("^/+", "/") : path;
  }

  /** Answers by one route, whatever its path. */
  public static Response answer(Route route, Request request) {
    if (request.method().equals("OPTIONS")) {
      return new Response(200, Response.HTML, Map.of("Allow", route.allowed()), new byte[0]);
    }
    if (!route.accepts(request.method())) {
      throw HttpProblem.methodNotAllowed(route.allowed());
    }
    return route.handler().handle(request);
  }
}
