package org.slapos.master.panel;

import java.util.List;
import java.util.Optional;
import org.slapos.master.domain.Computer;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.Register;
import org.slapos.master.domain.StatusReport;
import org.slapos.master.http.Response;

/** All services and computers. */
final class OverviewPage {
  private final Register register;
  private final Page page = new Page("", "Services and computers");

  OverviewPage(Register register) {
    this.register = register;
  }

  Response response() {
    page.table("Services", List.of("title", "wanted", "reported", "software release", "type", "in"), register.roots(), this::service);
    page.table("Computers", List.of("reference", "address", "partitions used", "releases"), register.computers(), this::computer);
    return page.response();
  }

  private void service(Instance root) {
    var place = root.place();
    page.html().element("td", cell -> page.link(cell, PanelUrl.ofInstance(place), Words.title(root)));
    page.html().cell(root.state().wireName());
    page.status(register.lastReport(new StatusReport.Subject.Place(place)));
    page.html().cell(root.softwareRelease()).cell(root.softwareType());
    page.html().element("td", cell -> page.link(cell, PanelUrl.ofComputer(place.computer()), place.toString()));
  }

  private void computer(Computer computer) {
    var partitions = register.partitions(computer.reference());
    var used = partitions.stream().map(partition -> partition.instance()).filter(Optional::isPresent).count();
    page.html().element("td", cell -> page.link(cell, PanelUrl.ofComputer(computer.reference()), computer.reference()));
    page.html()
        .cell(computer.address().orElse(""))
        .cell(used + " of " + partitions.size())
        .cell(String.valueOf(register.installations(computer.reference()).size()));
  }
}
