package org.slapos.interop.beside;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** What a Master tells users of their services: the documents behind {@code service list} and {@code service info}. */
final class UserView {
  /** Only ours has news. */
  private static final Set<String> OURS = Set.of("my_news");

  private UserView() {}

  /** By the address of each service, what its document holds. */
  static Map<String, Object> of(String master, Set<String> withoutShared) {
    var found = Call.get("/hateoas/", Map.of(
        "mode", "search",
        "query", "portal_type:\"Instance Tree\" AND validation_state:validated",
        "select_list", "title,url_string")).send(master);
    var view = new TreeMap<String, Object>();
    for (var row : ((Value.ListValue) member(JsonText.read(found.body()), "_embedded", "contents")).items()) {
      var url = ((Value.Dict) row).text("relative_url").orElseThrow();
      if (withoutShared.stream().noneMatch(shared -> url.endsWith("/shared/" + shared.substring(1)))) {
        view.put(url, document(Call.get(url, Map.of()).send(master).body()));
      }
    }
    return view;
  }

  /** The titles of all trees; shared instances whose host is gone are listed there for ever. */
  static Set<String> roots(String master) {
    var found = Call.json("/slapos.allDocs.v0.instance_tree_list", "{}").send(master);
    return ((Value.ListValue) member(JsonText.read(found.body()), "result_list")).items().stream()
        .map(row -> ((Value.Dict) row).text("title").orElseThrow())
        .filter(title -> !title.endsWith("-s") && !title.endsWith("-t"))
        .collect(Collectors.toSet());
  }

  /** The address of a root that is not shared. */
  static String address(String title) {
    return "/hateoas/partitions/" + title;
  }

  private static Object document(String body) {
    var fields = new TreeMap<String, Value>();
    ((Value.Dict) member(JsonText.read(body), "_embedded", "_view")).entries().forEach((name, field) -> {
      var key = ((Value.Text) name).value();
      if (!OURS.contains(key)) {
        fields.put(key, field instanceof Value.Dict known ? known.get("default").orElse(Value.None.NONE) : field);
      }
    });
    return fields;
  }

  private static Value member(Value document, String... names) {
    var value = document;
    for (var name : names) {
      value = ((Value.Dict) value).get(name).orElseThrow();
    }
    return value;
  }
}
