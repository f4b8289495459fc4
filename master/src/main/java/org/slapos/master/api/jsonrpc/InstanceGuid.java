package org.slapos.master.api.jsonrpc;

import java.util.ArrayList;
import java.util.Optional;
import org.slapos.master.domain.InstanceName;
import org.slapos.master.domain.InstanceNames;
import org.slapos.master.http.HttpProblem;

/**
 * {@code instance_guid} of this API: {@code <title>___<root title or nothing>___<0, or 1 for a shared instance>}. It is
 * another thing than the guid of the classic API.
 */
final class InstanceGuid {
  static final String MEMBER = "instance_guid";
  private static final String SEPARATOR = "___";

  private InstanceGuid() {}

  static String of(InstanceName name) {
    return name.title() + SEPARATOR + name.rootTitle() + SEPARATOR + (name.shared() ? 1 : 0);
  }

  /**
   * What a guid can mean; titles that hold the separator make it more than one thing.
   *
   * @throws HttpProblem 403 if it is no guid of this kind
   */
  static InstanceNames parse(String guid) {
    return find(guid).orElseThrow(() -> JsonProblems.notFound("instance_guid " + guid + " not handled."));
  }

  static Optional<InstanceNames> find(String guid) {
    int end = guid.lastIndexOf(SEPARATOR);
    var flag = end < 0 ? "" : guid.substring(end + SEPARATOR.length());
    if (flag.isEmpty() || !flag.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    boolean shared = flag.chars().anyMatch(c -> c != '0');
    var titles = guid.substring(0, end);
    var readings = new ArrayList<InstanceName>();
    for (int at = titles.indexOf(SEPARATOR); at >= 0; at = titles.indexOf(SEPARATOR, at + 1)) {
      readings.add(new InstanceName(titles.substring(0, at), titles.substring(at + SEPARATOR.length()), shared));
    }
    return readings.isEmpty() ? Optional.empty() : Optional.of(new InstanceNames(guid, readings));
  }
}
