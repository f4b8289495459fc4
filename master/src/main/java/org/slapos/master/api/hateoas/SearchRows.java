package org.slapos.master.api.hateoas;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slapos.master.api.SharedEntries;
import org.slapos.master.domain.Computer;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.Register;
import org.slapos.master.domain.Requester;
import org.slapos.master.domain.SharedInstance;
import org.slapos.slap.wire.Marshal;

/** The rows that searches find; they carry every column of the reference's tables. */
final class SearchRows {
  private SearchRows() {}

  static List<Map<String, Object>> find(SearchQuery query, Register register) {
    var rows = new ArrayList<Map<String, Object>>();
    switch (query.kind()) {
      case TREES -> {
        register.roots().stream()
            .filter(root -> query.accepts(root.title().orElse("")))
            .forEach(root -> rows.add(root(root, register)));
        register.sharedRoots().stream()
            .filter(shared -> query.accepts(SharedTitle.of(shared)))
            .forEach(shared -> rows.add(shared(shared, register)));
      }
      case INSTANCES -> rows.addAll(InstanceRows.ofTree(query.value().orElse(""), register));
      case INSTALLATIONS -> rows.addAll(InstallationRows.find(query, register));
      case NODES ->
          register.computers().stream()
              .filter(computer -> query.accepts(computer.reference()))
              .forEach(computer -> rows.add(computer(computer)));
    }
    return rows;
  }

  private static Map<String, Object> root(Instance instance, Register register) {
    var listed = register.listedOn(instance.place());
    var row = new TreeMap<String, Object>();
    row.put("computer_reference", instance.place().computer());
    row.put("connection_xml", instance.connectionXml());
    row.put("partition_reference", instance.title());
    row.put("reference", instance.place().partition());
    row.put("relative_url", DocumentUrl.ofRoot(instance.title().orElse("")));
    row.put("requested_by", instance.rootTitle());
    row.put("requested_state", instance.state().wireName());
    row.put("requester_id", requester(instance.requester()));
    row.put("slap_state", "busy");
    row.put(
        "slave_instance_list",
        listed.isEmpty() ? Optional.empty() : Optional.of(Marshal.write(SharedEntries.list(listed))));
    row.put("software_release", instance.softwareRelease());
    row.put("software_type", instance.softwareType());
    row.put("timestamp", new BigDecimal(instance.timestamp().text()));
    row.put("title", instance.title());
    row.put("url_string", instance.softwareRelease());
    row.put("xml", instance.parameterXml());
    return row;
  }

  private static String requester(Requester requester) {
    return switch (requester) {
      case Requester.User.USER -> "user";
      case Requester.Partition(var id) -> id.partition();
    };
  }

  private static Map<String, Object> shared(SharedInstance shared, Register register) {
    var title = SharedTitle.of(shared);
    return Map.of(
        "relative_url",
        DocumentUrl.ofShared(title),
        "title",
        title,
        "url_string",
        register.instance(shared.hostId()).map(Instance::softwareRelease));
  }

  private static Map<String, Object> computer(Computer computer) {
    return Map.of(
        "address", computer.address(),
        "netmask", computer.netmask(),
        "reference", computer.reference(),
        "relative_url", DocumentUrl.ofComputer(computer.reference()),
        "title", computer.reference());
  }
}
