package org.slapos.master.api.jsonrpc;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slapos.master.http.Response;
import org.slapos.master.http.Routes.Route;
import org.slapos.master.store.Store;

/** The table of the JSON entry points, and their description. */
public final class JsonRpcApi {
  /** Where the OpenAPI document is. */
  public static final String DESCRIPTION = "/openapi.json";

  private final List<Method> methods;

  /**
   * The API over a store.
   *
   * @param defaultComputer where instances go whose request names no computer
   */
  public JsonRpcApi(Store store, String defaultComputer, InstantSource clock) {
    this.methods =
        Stream.of(
                new NodeMethods(store).methods(),
                new NodeServiceMethods(store).methods(),
                new InstallationMethods(store, clock).methods(),
                new RequestMethod(store, defaultComputer).methods(),
                new LookupMethods(store).methods(),
                new InstanceMethods(store, clock).methods())
            .flatMap(List::stream)
            .toList();
  }

  List<Method> methods() {
    return methods;
  }

  /** The routes by path. */
  public Map<String, Route> routes() {
    var routes = new HashMap<String, Route>();
    methods.forEach(method -> routes.put(method.path(), Route.post(new JsonCall(method))));
    // Written when somebody asks: hardly anybody does, and it would slow every start.
    routes.put(DESCRIPTION, Route.get(request -> description()));
    return routes;
  }

  private Response description() {
    var document = OpenApiDocument.of(methods);
    return new Response(
        200, Response.JSON, Map.of("Cache-Control", "no-cache"), document.getBytes(StandardCharsets.UTF_8));
  }
}
