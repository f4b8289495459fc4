package org.slapos.format;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** The interfaces, addresses and routes of this machine, read at once. */
record NetworkFacts(Map<String, Link> links, Set<HostRoute> routes) {
  static final NetworkFacts NONE = new NetworkFacts(Map.of(), Set.of());

  NetworkFacts {
    links = Map.copyOf(links);
    routes = Set.copyOf(routes);
  }

  /** Asks {@code ip} of iproute2, three times however many partitions there are. */
  static NetworkFacts read(SystemCommands commands) throws IOException {
    var links = new LinkedHashMap<String, Link>();
    for (Value.Dict entry : listed(commands, "ip", "-json", "-details", "address", "show")) {
      Link link = link(entry);
      links.put(link.name(), link);
    }
    var routes = new LinkedHashSet<HostRoute>();
    listed(commands, "ip", "-json", "-6", "route", "show", "table", "all").forEach(entry -> route(entry).ifPresent(routes::add));
    listed(commands, "ip", "-json", "-4", "route", "show").forEach(entry -> route(entry).ifPresent(routes::add));
    return new NetworkFacts(links, routes);
  }

  /**
   * An interface that must be there.
   *
   * @throws FormatException if it is not
   */
  Link required(String name) {
    return link(name).orElseThrow(() -> new FormatException("there is no network interface '" + name + "' on this machine; "
        + "those there are: " + String.join(", ", links.keySet().stream().sorted().toList())));
  }

  Optional<Link> link(String name) {
    return Optional.ofNullable(links.get(name));
  }

  /** The interface that holds an address. */
  Optional<Link> holder(String address) {
    return links.values().stream().filter(link -> link.with(address).isPresent()).findFirst();
  }

  private static List<Value.Dict> listed(SystemCommands commands, String... words) throws IOException {
    SystemCommands.Result result = commands.run(List.of(words));
    if (result.status() != 0) {
      throw new FormatException("'" + String.join(" ", words) + "' failed: " + result.output().strip());
    }
    // An empty table is no text at all.
    String text = result.output().isBlank() ? "[]" : result.output();
    try {
      return children(JsonText.read(text)).toList();
    } catch (MalformedDocumentException e) {
      throw new FormatException("'" + String.join(" ", words) + "' did not answer JSON; iproute2 4.14 or newer is needed", e);
    }
  }

  private static Stream<Value.Dict> children(Value value) {
    return value instanceof Value.ListValue(var items)
        ? items.stream().flatMap(item -> item instanceof Value.Dict child ? Stream.of(child) : Stream.of())
        : Stream.of();
  }

  private static Link link(Value.Dict entry) {
    Value.Dict info = child(child(entry, "linkinfo"), "info_data");
    String kind = child(entry, "linkinfo").text("info_kind").orElse("");
    List<String> flags = texts(entry, "flags");
    var addresses = new ArrayList<Link.OnLink>();
    entry.get("addr_info").stream().flatMap(NetworkFacts::children).forEach(address ->
        address.text("local").ifPresent(text -> addresses.add(new Link.OnLink(
            InetAddress.ofLiteral(text),
            number(address, "prefixlen"),
            truth(address, "tentative"),
            truth(address, "dadfailed")))));
    return new Link(
        entry.text("ifname").orElse(""),
        kind.equals("tun") ? info.text("type").orElse(kind) : kind,
        info.text("user"),
        flags.contains("UP"),
        flags.contains("LOWER_UP"),
        addresses);
  }

  private static Optional<HostRoute> route(Value.Dict entry) {
    boolean local = entry.text("type").equals(Optional.of("local"));
    return entry.text("dst").flatMap(destination -> entry.text("dev").map(device ->
        new HostRoute(destination, device, entry.text("gateway"), local)));
  }

  private static Value.Dict child(Value.Dict parent, String key) {
    return parent.get(key).orElse(Value.None.NONE) instanceof Value.Dict found ? found : Value.Dict.EMPTY;
  }

  private static List<String> texts(Value.Dict parent, String key) {
    return parent.get(key).orElse(Value.None.NONE) instanceof Value.ListValue(var items)
        ? items.stream().flatMap(item -> item instanceof Value.Text(var text) ? Stream.of(text) : Stream.of()).toList()
        : List.of();
  }

  private static int number(Value.Dict parent, String key) {
    return parent.get(key).orElse(Value.None.NONE) instanceof Value.Int(var number) ? number.intValueExact() : 0;
  }

  private static boolean truth(Value.Dict parent, String key) {
    return parent.get(key).orElse(Value.None.NONE) instanceof Value.Bool(boolean value) && value;
  }
}
