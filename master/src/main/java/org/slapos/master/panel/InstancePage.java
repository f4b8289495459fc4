package org.slapos.master.panel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.Register;
import org.slapos.master.domain.Requester;
import org.slapos.master.domain.SharedInstance;
import org.slapos.master.domain.StatusReport;
import org.slapos.master.http.Response;
import org.slapos.slap.wire.InstanceXml;

/** One instance: what is wanted, what it published, its tree, whom it hosts, what its node reported. */
final class InstancePage {
  private final Register register;
  private final List<StatusReport> reports;
  private final Page page;

  private InstancePage(Register register, List<StatusReport> reports, Instance instance) {
    this.register = register;
    this.reports = reports;
    this.page = new Page("../../", "Instance " + Words.title(instance));
  }

  /**
   * Empty if there is none.
   *
   * @param reports about the partition, the latest first
   */
  static Optional<Response> of(PartitionId place, Register register, List<StatusReport> reports) {
    return register.instance(place).map(instance -> new InstancePage(register, reports, instance).response(instance));
  }

  private Response response(Instance instance) {
    page.html().element("p", line -> {
      line.text("In ");
      page.link(line, PanelUrl.ofComputer(instance.place().computer()), instance.place().toString());
      line.text(", wanted " + instance.state().wireName());
    });
    var facts = new LinkedHashMap<String, Optional<String>>();
    facts.put("software release", Optional.of(instance.softwareRelease()));
    facts.put("software type", Optional.of(instance.softwareType()));
    facts.put("requested by", Optional.of(requester(instance.requester())));
    facts.put("changed", Optional.of(Page.time(instance.timestamp())));
    page.values("Request", facts);
    page.values("Parameters", InstanceXml.read(instance.parameterXml()));
    page.values("Published", instance.connectionXml().map(InstanceXml::read).orElseGet(TreeMap::new));
    page.table("Tree", List.of("title", "wanted", "reported", "in"), tree(instance), this::member);
    page.table("Shared instances it hosts", List.of("reference", "type", "requested by"), register.listedOn(instance.place()), this::shared);
    page.table("Reports", List.of("state", "time", "from", "log"), reports, this::report);
    return page.response();
  }

  /** The root first. */
  private List<Instance> tree(Instance instance) {
    var tree = new ArrayList<Instance>();
    if (instance.isRoot()) {
      tree.add(instance);
    } else {
      register.instance("", instance.rootTitle()).ifPresent(tree::add);
    }
    tree.addAll(register.members(instance.treeTitle()));
    return tree;
  }

  private void member(Instance member) {
    page.html().element("td", cell -> page.link(cell, PanelUrl.ofInstance(member.place()), Words.title(member)));
    page.html().cell(member.state().wireName());
    page.status(register.lastReport(new StatusReport.Subject.Place(member.place())));
    page.html().cell(member.place().toString());
  }

  private void shared(SharedInstance shared) {
    page.html().cell(shared.reference()).cell(shared.softwareType()).cell(requester(shared.requester()));
  }

  private void report(StatusReport report) {
    page.html().cell(Words.of(report.state())).cell(Page.time(report.at())).cell(report.author());
    page.html().element("td", cell -> cell.element("pre", report.log()));
  }

  private static String requester(Requester requester) {
    return switch (requester) {
      case Requester.User.USER -> "a user";
      case Requester.Partition(var id) -> id.toString();
    };
  }
}
