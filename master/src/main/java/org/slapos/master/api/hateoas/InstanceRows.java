package org.slapos.master.api.hateoas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.Register;
import org.slapos.master.domain.SharedInstance;
import org.slapos.master.domain.StatusReport.Subject;
import org.slapos.master.domain.Tree;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** The instances of a tree, with the columns that the library of the reference selects. */
final class InstanceRows {
  private InstanceRows() {}

  static List<Map<String, Object>> ofTree(String title, Register register) {
    var rows = new ArrayList<Map<String, Object>>();
    register
        .instance("", title)
        .map(root -> Tree.around(root, register))
        .orElse(List.of())
        .forEach(instance -> rows.add(row(instance, register)));
    register
        .shared(SharedInstance.referenceOf("", title))
        .filter(SharedInstance::listed)
        .ifPresent(shared -> rows.add(row(shared, register)));
    return rows;
  }

  private static Map<String, Object> row(Instance instance, Register register) {
    var news = register.lastReport(new Subject.Place(instance.place()));
    var row = new TreeMap<String, Object>();
    row.put("SoftwareInstance_getNewsDict", News.ofReport(news, instance.place().guid()));
    row.put("getConnectionXmlAsDict", PlainJson.ofInstanceXml(instance.connectionXml()));
    row.put("portal_type", "Software Instance");
    row.put("relative_url", DocumentUrl.ofInstance(instance.place()));
    row.put("text_content", instance.parameterXml());
    row.put("title", instance.title());
    row.put("uid", instance.place().guid());
    row.put("url_string", instance.softwareRelease());
    return row;
  }

  private static Map<String, Object> row(SharedInstance shared, Register register) {
    var parameters = Marshal.read(shared.parameters()) instanceof Value.Dict dict ? dict : Value.Dict.EMPTY;
    var row = new TreeMap<String, Object>();
    row.put("SoftwareInstance_getNewsDict", News.ofReport(Optional.empty(), shared.reference()));
    row.put("getConnectionXmlAsDict", PlainJson.ofInstanceXml(shared.connectionXml()));
    row.put("portal_type", "Slave Instance");
    row.put("relative_url", DocumentUrl.ofShared(SharedTitle.of(shared)));
    row.put("text_content", InstanceXml.write(parameters));
    row.put("title", SharedTitle.of(shared));
    row.put("uid", shared.computer() + "-" + shared.reference());
    row.put("url_string", register.instance(shared.hostId()).map(Instance::softwareRelease));
    return row;
  }
}
