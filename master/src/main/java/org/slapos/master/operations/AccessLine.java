package org.slapos.master.operations;

import java.math.BigInteger;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slapos.master.api.Caller;
import org.slapos.master.http.Exchange;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** One line of the access log. */
final class AccessLine {
  /** Fields of queries whose values say who and what; of all others, only the name is written. */
  private static final Set<String> HARMLESS = Set.of(
      "computer_id", "computer_guid", "computer_reference", "computer_partition_id", "computer_partition_reference",
      "instance", "timeout", "mode");

  /** What follows is the address of a page of somebody else, with whatever it holds. */
  private static final String RELAY = "/http_proxy/";

  private static final int LONGEST = 2000;
  private static final long MICROS = 1000;

  private final CallNames names;

  AccessLine(CallNames names) {
    this.names = names;
  }

  String of(Exchange exchange) {
    var line = Value.Dict.builder()
        .put("time", exchange.at().toString())
        .put("peer", exchange.peer());
    exchange.forwardedFor().ifPresent(text -> line.put("forwarded_for", cut(text)));
    exchange.authorization().flatMap(Caller::account).ifPresent(account -> line.put("account", cut(account)));
    line.put("method", cut(exchange.method()))
        .put("call", names.of(exchange.path()))
        .put("path", cut(path(exchange.path())));
    if (!exchange.query().isEmpty()) {
      line.put("query", cut(query(exchange.query())));
    }
    return JsonText.writeLine(line
        .put("status", number(exchange.status()))
        .put("duration_us", number(exchange.duration().toNanos() / MICROS))
        .put("received", number(exchange.received()))
        .put("sent", number(exchange.sent()))
        .build());
  }

  private static String path(String path) {
    return path.startsWith(RELAY) ? RELAY + "…" : path;
  }

  private static String query(String query) {
    return Stream.of(query.split("&", -1)).map(AccessLine::field).collect(Collectors.joining("&"));
  }

  private static String field(String field) {
    int equals = field.indexOf('=');
    // Without a name all of it may be a secret.
    var name = equals < 0 ? "" : field.substring(0, equals);
    return HARMLESS.contains(name) ? field : name + "=…";
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private static Value number(long number) {
    return new Value.Int(BigInteger.valueOf(number));
  }
}
