package org.slapos.master.api;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slapos.master.domain.Claim;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.http.Fields;
import org.slapos.master.http.Request;

/** Whom a request says it comes from. There is no authentication: this is a claim. */
public final class Caller {
  private static final String SCHEME = "x-slappartition";

  private Caller() {}

  /** The partition of the Authorization header, else that of the form, else nobody. */
  public static Claim claim(Request request, Fields form) {
    return header(request)
        .or(() -> form.find("computer_id").flatMap(c -> form.find("computer_partition_id").map(p -> named(c, p))))
        .orElse(Claim.Nobody.NOBODY);
  }

  /** The partition of the Authorization header, else nobody. */
  public static Claim claim(Request request) {
    return header(request).orElse(Claim.Nobody.NOBODY);
  }

  /** Whom the value of an Authorization header names, never what proves it. */
  public static Optional<String> account(String authorization) {
    return parsed(Optional.of(authorization)).flatMap(Caller::named).map(PartitionId::toString);
  }

  private static Optional<PartitionId> named(Claim claim) {
    return claim instanceof Claim.Header(var computer, var partition)
        ? computer.flatMap(c -> partition.map(p -> new PartitionId(c, p)))
        : Optional.empty();
  }

  /** For events and reports: the partition of the Authorization header, and the peer's address. */
  public static String author(Request request) {
    return header(request)
        .flatMap(Caller::named)
        .map(partition -> partition + " from ")
        .orElse("")
        .concat(request.remoteAddress());
  }

  /** Old clients leave out what newer ones must send, and mean other defaults. */
  public static boolean isOld(Request request) {
    return request.header("user-agent").filter(agent -> agent.startsWith("python-requests/")).isPresent();
  }

  private static Claim named(String computer, String partition) {
    return new Claim.Form(new PartitionId(computer, partition));
  }

  private static Optional<Claim> header(Request request) {
    return parsed(request.header("authorization"));
  }

  private static Optional<Claim> parsed(Optional<String> authorization) {
    return authorization
        .map(String::strip)
        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(SCHEME + " "))
        .map(value -> parse(value.substring(SCHEME.length())));
  }

  private static Claim parse(String items) {
    Map<String, String> values = new HashMap<>();
    for (int start = 0; start < items.length(); ) {
      int comma = items.indexOf(',', start);
      int end = comma < 0 ? items.length() : comma;
      var item = items.substring(start, end);
      int equals = item.indexOf('=');
      if (equals >= 0) {
        values.put(item.substring(0, equals).strip(), item.substring(equals + 1).strip());
      }
      start = end + 1;
    }
    return new Claim.Header(
        Optional.ofNullable(values.get("computer_id")), Optional.ofNullable(values.get("computer_partition_id")));
  }
}
