package org.slapos.master.panel;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slapos.master.domain.Computer;
import org.slapos.master.domain.Installation;
import org.slapos.master.domain.NetworkAddress;
import org.slapos.master.domain.Partition;
import org.slapos.master.domain.Register;
import org.slapos.master.domain.StatusReport.Subject;
import org.slapos.master.http.Response;

/** One computer with its releases and partitions. */
final class ComputerPage {
  private final Register register;
  private final Page page;

  private ComputerPage(Register register, Computer computer) {
    this.register = register;
    this.page = new Page("../", "Computer " + computer.reference());
  }

  /** Empty if there is none. */
  static Optional<Response> of(String reference, Register register) {
    return register.computer(reference).map(computer -> new ComputerPage(register, computer).response(computer));
  }

  private Response response(Computer computer) {
    page.table("Software releases", List.of("URL", "wanted", "reported"),
        register.installations(computer.reference()), this::release);
    page.table("Partitions", List.of("reference", "instance", "of", "wanted", "reported", "addresses"),
        register.partitions(computer.reference()), this::partition);
    return page.response();
  }

  private void release(Installation release) {
    page.html().cell(release.url()).cell(release.state().wireName());
    page.status(register.lastReport(new Subject.Release(release.computer(), release.url())));
  }

  private void partition(Partition partition) {
    page.html().cell(partition.id().partition());
    partition.instance().ifPresentOrElse(instance -> {
      page.html().element("td", cell -> page.link(cell, PanelUrl.ofInstance(instance.place()), Words.title(instance)));
      page.html().cell(instance.rootTitle()).cell(instance.state().wireName());
    }, () -> page.html().cell("free").cell("").cell(""));
    page.status(register.lastReport(new Subject.Place(partition.id())));
    page.html().cell(partition.addresses().stream().map(NetworkAddress::address).distinct().collect(Collectors.joining(" ")));
  }
}
