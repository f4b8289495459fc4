package org.slapos.master.api.hateoas;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.master.api.PublicUrl;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.http.Handler;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.http.Redirect;
import org.slapos.master.http.Request;
import org.slapos.master.http.Response;
import org.slapos.master.http.Routes;
import org.slapos.master.http.Routes.Route;
import org.slapos.master.store.Store;

/** Everything below {@code /hateoas}; other paths are not found. */
public final class HateoasApi implements Handler {
  private final Store store;

  public HateoasApi(Store store) {
    this.store = store;
  }

  @Override
  public Response handle(Request request) {
    var path = request.rawPath();
    if (path.equals("/hateoas")) {
      return answer(request, this::addSlash);
    }
    if (path.equals(DocumentUrl.BASE)) {
      return answer(request, this::root);
    }
    if (path.equals(DocumentUrl.TOKEN)) {
      return answer(request, TokenDocument::of);
    }
    if (path.startsWith(DocumentUrl.INSTANCES)) {
      return answer(request, call -> instance(path.substring(DocumentUrl.INSTANCES.length())));
    }
    return document(path, DocumentUrl.PARTITIONS, this::rootDocument)
        .or(() -> document(path, DocumentUrl.SHARED, this::sharedDocument))
        .or(() -> document(path, DocumentUrl.COMPUTERS, this::computerDocument))
        .map(handler -> answer(request, handler))
        .orElseThrow(HttpProblem::noSuchPage);
  }

  private static Response answer(Request request, Handler handler) {
    return Routes.answer(Route.get(handler), request);
  }

  private Response addSlash(Request request) {
    var query = request.query().isEmpty() ? "" : "?" + request.query();
    return Redirect.to(308, PublicUrl.of(request) + DocumentUrl.BASE + query);
  }

  private Response root(Request request) {
    var fields = request.queryFields();
    return switch (fields.find("mode").orElse("")) {
      case "" -> links(request);
      case "search" -> search(fields.get("query"));
      case "traverse" -> traverse(fields.get("relative_url"));
      default -> throw HttpProblem.of(400, "Unhandled mode: " + fields.get("mode"));
    };
  }

  private static Response links(Request request) {
    var base = PublicUrl.of(request) + DocumentUrl.BASE;
    return Response.json(
        SortedJson.write(
            Map.of(
                "_links",
                Map.of(
                    "self",
                    Map.of("href", PublicUrl.of(request) + "/hateoas"),
                    "raw_search",
                    Map.of("href", base + "?mode=search&query={query}&select_list={select_list}"),
                    "traverse",
                    Map.of("href", base + "?mode=traverse&relative_url={relative_url}&view={view}")))));
  }

  private Response search(String text) {
    var query =
        SearchQuery.parse(text).orElseThrow(() -> HttpProblem.of(400, "Unhandled query: " + text));
    var rows = store.read(register -> SearchRows.find(query, register));
    return Response.json(SortedJson.write(Map.of("_embedded", Map.of("contents", rows))));
  }

  /** Only to documents of ours: a redirection to wherever the query says would serve phishers. */
  private static Response traverse(String relativeUrl) {
    if (!relativeUrl.startsWith(DocumentUrl.BASE) || relativeUrl.chars().anyMatch(Character::isISOControl)) {
      throw HttpProblem.noSuchPage();
    }
    return Redirect.to(302, relativeUrl);
  }

  private static Optional<Handler> document(String path, String prefix, DocumentReader reader) {
    if (!path.startsWith(prefix) || path.indexOf('/', prefix.length()) >= 0) {
      return Optional.empty();
    }
    var name = decode(path.substring(prefix.length()));
    return Optional.of(
        request -> Response.json(reader.read(name).orElseThrow(HttpProblem::noSuchPage)));
  }

  @FunctionalInterface
  private interface DocumentReader {
    Optional<String> read(String name);
  }

  private Optional<String> rootDocument(String title) {
    return store.read(
        register -> register.instance("", title).map(root -> TreeDocument.ofRoot(root, News.ofTree(root, register))));
  }

  /** One instance of a tree, by computer and partition. */
  private Response instance(String path) {
    var names = path.split("/", -1);
    if (names.length != 2) {
      throw HttpProblem.noSuchPage();
    }
    var place = new PartitionId(decode(names[0]), decode(names[1]));
    var document =
        store.read(
            register ->
                register
                    .instance(place)
                    .map(found -> TreeDocument.ofInstance(found, News.of(List.of(found), register))));
    return Response.json(document.orElseThrow(HttpProblem::noSuchPage));
  }

  private static String decode(String name) {
    return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private Optional<String> sharedDocument(String title) {
    return store.read(
        register ->
            register.sharedRoots().stream()
                .filter(shared -> SharedTitle.of(shared).equals(title))
                .findFirst()
                .flatMap(
                    shared ->
                        register.instance(shared.hostId()).map(host -> TreeDocument.ofShared(shared, host))));
  }

  private Optional<String> computerDocument(String reference) {
    return store.read(register -> register.computer(reference)).map(c -> TreeDocument.ofComputer(c.reference()));
  }
}
