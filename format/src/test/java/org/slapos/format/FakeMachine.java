package org.slapos.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A machine in memory: interfaces with addresses, and everything that commands ask of it. */
final class FakeMachine implements SystemCommands {
  final List<String> ran = new ArrayList<>();
  private final Map<String, List<String>> addresses = new LinkedHashMap<>();
  private final Map<String, String> taps = new LinkedHashMap<>();
  private final List<String> databases = new ArrayList<>();
  private final List<String> routes = new ArrayList<>();
  Result batch = new Result(0, "");

  FakeMachine with(String device, String... withPrefix) {
    addresses.computeIfAbsent(device, _ -> new ArrayList<>()).addAll(List.of(withPrefix));
    return this;
  }

  FakeMachine tap(String device, String owner) {
    taps.put(device, owner);
    return with(device);
  }

  FakeMachine route(String json) {
    routes.add(json);
    return this;
  }

  /** A line of passwd, shadow or group, after the name of the database and a blank. */
  FakeMachine account(String line) {
    databases.add(line);
    return this;
  }

  NetworkFacts facts() throws IOException {
    return NetworkFacts.read(this);
  }

  @Override
  public Result run(List<String> command, String input) {
    if (command.getFirst().equals("getent")) {
      return new Result(2, databases.stream()
          .filter(line -> line.startsWith(command.get(1) + " "))
          .map(line -> line.substring(line.indexOf(' ') + 1))
          .filter(line -> command.contains(line.substring(0, line.indexOf(':'))))
          .collect(Collectors.joining("\n")));
    }
    if (command.equals(List.of("ip", "-batch", "-"))) {
      input.lines().map(line -> "ip " + line).forEach(ran::add);
      return batch;
    }
    if (command.contains("route")) {
      return new Result(0, command.contains("-6") && !routes.isEmpty() ? "[" + String.join(",", routes) + "]" : "");
    }
    if (command.getFirst().equals("ip")) {
      return new Result(0, addresses.keySet().stream().map(this::link).collect(Collectors.joining(",", "[", "]")));
    }
    ran.add(String.join(" ", command));
    return new Result(0, "");
  }

  private String link(String device) {
    String tap = taps.containsKey(device)
        ? ",\"linkinfo\":{\"info_kind\":\"tun\",\"info_data\":{\"type\":\"tap\",\"user\":\"" + taps.get(device) + "\"}}"
        : "";
    return "{\"ifname\":\"%s\",\"flags\":[\"UP\",\"LOWER_UP\"]%s,\"addr_info\":[%s]}".formatted(
        device, tap, addresses.get(device).stream().map(FakeMachine::address).collect(Collectors.joining(",")));
  }

  private static String address(String text) {
    String[] parts = text.split("/");
    return "{\"local\":\"" + parts[0] + "\",\"prefixlen\":" + parts[1] + "}";
  }
}
