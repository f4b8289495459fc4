package org.slapos.master.api.hateoas;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.master.api.StatusDocument;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.Register;
import org.slapos.master.domain.StatusReport;
import org.slapos.master.domain.StatusReport.Subject;
import org.slapos.master.domain.Tree;

/** What was last reported, in the form in which documents show it ({@code my_news}). */
final class News {
  /** For what nodes do not report about. */
  static final Map<String, ?> NONE = Map.of("instance", List.of());

  private News() {}

  /** Of every instance of the tree about which something was reported. */
  static Map<String, ?> ofTree(Instance root, Register register) {
    return of(Tree.around(root, register), register);
  }

  static Map<String, ?> of(List<Instance> instances, Register register) {
    return Map.of("instance", instances.stream().flatMap(each -> news(each, register).stream()).toList());
  }

  private static Optional<Map<String, Object>> news(Instance instance, Register register) {
    return register
        .lastReport(new Subject.Place(instance.place()))
        // What was said before a change says nothing of what the instance is now.
        .filter(report -> report.at().micros() >= instance.timestamp().micros())
        .map(report -> ofReport(Optional.of(report), instance.title().orElse("")))
        .map(
            news -> {
              news.put("title", instance.title());
              news.put("reference", instance.place().guid());
              return news;
            });
  }

  static Map<String, Object> ofReport(Optional<StatusReport> report, String name) {
    return PlainJson.object(StatusDocument.of(report, name));
  }
}
