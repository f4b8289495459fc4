package org.slapos.master.api.hateoas;

import java.util.List;
import java.util.Map;
import org.slapos.master.domain.Computer;
import org.slapos.master.domain.Installation;
import org.slapos.master.domain.Register;
import org.slapos.master.domain.StatusReport.Subject;

/** The releases of computers, with the columns that the library of the reference selects. */
final class InstallationRows {
  private InstallationRows() {}

  static List<Map<String, Object>> find(SearchQuery query, Register register) {
    return register.computers().stream()
        .map(Computer::reference)
        .filter(query::accepts)
        .flatMap(computer -> register.installations(computer).stream())
        .map(installation -> row(installation, register))
        .toList();
  }

  private static Map<String, Object> row(Installation installation, Register register) {
    var report = register.lastReport(new Subject.Release(installation.computer(), installation.url()));
    return Map.of(
        "SoftwareInstallation_getNewsDict", News.ofReport(report, installation.url()),
        "portal_type", "Software Installation",
        "relative_url", DocumentUrl.ofComputer(installation.computer()),
        "uid", installation.computer() + " " + installation.url(),
        "url_string", installation.url());
  }
}
