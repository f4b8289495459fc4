package org.slapos.grid.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The calls of supervisord's XML-RPC interface that the agent makes (reference: node-supervisor.md, 3). Thread-safe. */
public final class Supervisord {
  private final RpcTransport transport;

  Supervisord(RpcTransport transport) {
    this.transport = transport;
  }

  /** The daemon behind a socket; nothing is sent yet. */
  public static Supervisord at(Path socket) {
    return new Supervisord(new UnixSocketTransport(socket));
  }

  /** State of the daemon itself: 1 is RUNNING. */
  int state() {
    return (Integer) struct(call("getState")).getOrDefault("statecode", -1);
  }

  /** One process, {@code GROUP:NAME} or the name of an ungrouped one. */
  ProcessState processState(String name) {
    return ProcessState.of(struct(call("getProcessInfo", name)));
  }

  /** All processes of all groups. */
  public List<ProcessState> allProcesses() {
    return list(call("getAllProcessInfo")).stream().map(Supervisord::struct).map(ProcessState::of).toList();
  }

  /** Reads the files again; nothing changes until groups are added and removed. */
  Changes reloadConfig() {
    List<?> changes = list(list(call("reloadConfig")).getFirst());
    return new Changes(names(changes.get(0)), names(changes.get(1)), names(changes.get(2)));
  }

  void addGroup(String group) {
    call("addProcessGroup", group);
  }

  void removeGroup(String group) {
    call("removeProcessGroup", group);
  }

  /**
   * Signals its processes without waiting; whether all could be. supervisord would wait for them in steps of a second,
   * unless it is asked something meanwhile.
   */
  boolean requestStop(String group) {
    return list(call("stopProcessGroup", group, false)).stream()
        .map(Supervisord::struct)
        .allMatch(process -> Integer.valueOf(80).equals(process.get("status")));
  }

  /** Starts what does not run, without waiting. */
  void startGroup(String group) {
    call("startProcessGroup", group, false);
  }

  /** Starts one process, {@code GROUP:NAME}, without waiting. */
  void startProcess(String name) {
    call("startProcess", name, false);
  }

  /** Starts everything that is configured, without waiting. */
  public void startAll() {
    call("startAllProcesses", false);
  }

  /** Ends the daemon and, with it, all services. */
  public void shutdown() {
    call("shutdown");
  }

  /** Group names by what {@link #reloadConfig} found. */
  record Changes(List<String> added, List<String> changed, List<String> removed) {}

  private Object call(String method, Object... arguments) {
    try {
      return XmlRpc.answer(transport.exchange(XmlRpc.call("supervisor." + method, List.of(arguments))));
    } catch (IOException e) {
      throw new UncheckedIOException("supervisord does not answer to %s: %s".formatted(method, e.getMessage()), e);
    }
  }

  private static Map<?, Object> struct(Object value) {
    if (value instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked")
      Map<?, Object> struct = (Map<?, Object>) map;
      return struct;
    }
    throw new IllegalStateException("supervisord answered " + value + " where a struct belongs");
  }

  private static List<?> list(Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalStateException("supervisord answered " + value + " where an array belongs");
  }

  private static List<String> names(Object value) {
    return list(value).stream().map(String::valueOf).toList();
  }
}
