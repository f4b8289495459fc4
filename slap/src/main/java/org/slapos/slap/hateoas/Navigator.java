package org.slapos.slap.hateoas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.slapos.slap.ComputerInformation;
import org.slapos.slap.InstanceInformation;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.RequestRefusedException;
import org.slapos.slap.http.HttpUrl;
import org.slapos.slap.http.Transport;

/**
 * Finds its way from the root document of a HATEOAS API. The root is fetched once; everything else at each call.
 * Thread-safe. All methods throw the exceptions of {@link org.slapos.slap.SlapException}.
 */
public final class Navigator {
  private static final String LIMIT = "40";
  private static final String VIEW = "slaposjs_view";

  private final Documents documents;

  /** A navigator; fetches nothing yet. */
  public Navigator(Transport transport, HttpUrl root) {
    this.documents = new Documents(transport, root);
  }

  /** The user's instance trees, title to software release URL. */
  public SequencedMap<String, String> instanceTrees() {
    return search(Query.instanceTrees(), row -> row.text("title"), row -> row.text("url_string"));
  }

  /** The user's computers, reference to title. */
  public SequencedMap<String, String> computers() {
    return search(Query.computers(), row -> row.text("reference"), row -> row.text("title"));
  }

  private SequencedMap<String, String> search(
      Query query, Function<Document, String> key, Function<Document, String> value) {
    return documents.read(searchUrl(query), found -> {
      var rows = new LinkedHashMap<String, String>();
      found.rows().forEach(row -> rows.put(key.apply(row), value.apply(row)));
      return rows;
    });
  }

  /**
   * The instance tree of that title.
   *
   * @throws NotFoundException if the user has none
   */
  public InstanceInformation instanceTree(String title) {
    var relativeUrl = find(Query.instanceTree(title), "title", title)
        .orElseThrow(() -> new NotFoundException("The instance tree '" + title + "' does not exist."));
    return documents.read(documentUrl(relativeUrl), form -> InstanceTreeForm.read(title, form));
  }

  /**
   * The computer of that reference.
   *
   * @throws NotFoundException if the user has none
   */
  public ComputerInformation computer(String reference) {
    var relativeUrl = find(Query.computer(reference), "reference", reference)
        .orElseThrow(() -> new NotFoundException("The computer '" + reference + "' does not exist."));
    return documents.read(documentUrl(relativeUrl), form -> new ComputerInformation(
        form.textField("reference").orElse(reference), form.textField("title").orElse("")));
  }

  /** Where the only document with that value is. */
  private Optional<String> find(Query query, String column, String value) {
    var found = documents.read(searchUrl(query), result -> result.rows().stream()
        .filter(row -> row.optionalText(column).filter(value::equals).isPresent())
        .map(row -> row.text("relative_url"))
        .toList());
    if (found.size() > 1) {
      throw new RequestRefusedException(
          "The Master knows %d documents whose %s is '%s' and does not tell which one is meant"
              .formatted(found.size(), column, value));
    }
    return found.stream().findFirst();
  }

  /** A token to register a computer with. */
  public String computerToken() {
    var url = documents.rootLink("self") + "/computer_module/Base_getComputerToken";
    return documents.read(url, found -> found.text("access_token"));
  }

  private String searchUrl(Query query) {
    return documents.expand("raw_search", Map.of(
        "query", List.of(query.text()), "select_list", query.columns(), "limit", List.of(LIMIT)));
  }

  private String documentUrl(String relativeUrl) {
    return documents.expand("traverse", Map.of("relative_url", List.of(relativeUrl), "view", List.of(VIEW)));
  }
}
