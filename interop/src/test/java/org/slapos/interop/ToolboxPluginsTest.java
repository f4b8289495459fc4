package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.grid.GridSettings;
import org.slapos.grid.files.Trees;
import org.slapos.grid.log.MainLog;
import org.slapos.grid.process.Privileges;
import org.slapos.grid.process.ProcessRunner;
import org.slapos.grid.process.RunningProcesses;
import org.slapos.grid.promise.PartitionPromises;
import org.slapos.grid.promise.PromiseFailedException;
import org.slapos.grid.promise.PromiseMode;
import org.slapos.grid.promise.PromiseSubject;
import org.slapos.testing.reference.ToolboxEnvironment;

/** Promise plugins of the real slapos.toolbox, unmodified, under our launcher. */
class ToolboxPluginsTest {
  @TempDir
  private Path root;

  private ToolboxEnvironment toolbox;
  private HttpServer server;
  private Path partition;
  private Path shebang;
  private Clock clock = Clock.systemUTC();
  private final List<String> bangs = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    assumeTrue(ToolboxEnvironment.missing().isEmpty(), () -> ToolboxEnvironment.missing().orElse(""));
    toolbox = ToolboxEnvironment.prepared();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/broken") ? 500 : 200, -1);
      exchange.close();
    });
    server.start();
    partition = Files.createDirectories(root.resolve("inst/slappart0"));
    Files.setPosixFilePermissions(partition, PosixFilePermissions.fromString("rwxr-x---"));
    Files.createDirectories(partition.resolve("etc/plugin"));
    shebang = Files.createDirectories(root.resolve("soft/bin")).resolve("buildout");
    script("yes", "exit 0");
    script("no", "echo not valid; exit 1");
  }

  @AfterEach
  void stop() throws IOException {
    Optional.ofNullable(server).ifPresent(running -> running.stop(0));
    Trees.delete(root.resolve("packages"));
  }

  private Path script(String name, String line) throws IOException {
    Path file = Files.writeString(partition.resolve(name), "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file;
  }

  /** A plugin as the recipe of software releases writes it. */
  private void plugin(String name, String module, Path path, Map<String, String> parameters) throws IOException {
    String dict = parameters.entrySet().stream()
        .map(entry -> "'%s': '%s'".formatted(entry.getKey(), entry.getValue())).collect(Collectors.joining(", "));
    Files.writeString(partition.resolve("etc/plugin").resolve(name + ".py"), """
        import sys
        sys.path[0:0] = [
          '%s',
        ]

        extra_config_dict = { %s }

        # We want to cleanup all imported modules from slapos namespace, because
        for module in list(sys.modules.keys()):
          if 'slapos' in module or 'pkg_resources' in module:
            del sys.modules[module]

        from slapos.promise.plugin.%s import RunPromise
        """.formatted(path, dict, module));
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** Every plugin twice, kept and not kept, as far as a test can have it so; the name tells what has to come. */
  private void write(Path path) throws IOException {
    String port = Integer.toString(server.getAddress().getPort());
    String free = Integer.toString(TestNode.freePort());
    String yes = partition.resolve("yes").toString();
    String no = partition.resolve("no").toString();
    Path empty = Files.createFile(partition.resolve("empty"));
    plugin("good_socket", "check_socket_listening", path, Map.of("host", "127.0.0.1", "port", port));
    plugin("bad_socket", "check_socket_listening", path, Map.of("host", "127.0.0.1", "port", free));
    plugin("good_url", "check_url_available", path, Map.of("url", url("/fine"), "timeout", "5"));
    plugin("bad_url", "check_url_available", path, Map.of("url", url("/broken"), "timeout", "5"));
    plugin("good_command", "check_command_execute", path, Map.of("command", yes));
    plugin("bad_command", "check_command_execute", path, Map.of("command", no));
    plugin("good_file", "check_file_state", path, Map.of("filename", empty.toString(), "state", "empty"));
    plugin("bad_file", "check_file_state", path, Map.of("filename", empty.toString(), "state", "absent"));
    plugin("anomalyonly_log", "check_error_on_http_log", path, Map.of("log-file", "no-such-log"));
    plugin("good_longrequest", "check_error_on_zope_longrequest_log", path,
        Map.of("log-file", "no-such-log", "error-threshold", "3", "maximum-delay", "0"));
    plugin("good_cpu", "check_server_cpu_load", path, Map.of("cpu-load-threshold", "1000"));
    plugin("bad_bootstrap", "monitor_bootstrap_status", path, Map.of("process-pid-file", "no-such-file"));
    plugin("good_deployment", "check_partition_deployment_state", path, Map.of());
    plugin("good_network", "check_network_errors_packets", path,
        Map.of("max-lost-packets-per-MB", "1000000", "max-error-messages-per-MB", "1000000"));
    plugin("good_frontend", "validate_frontend_configuration", path, Map.of("verification-script", yes));
    plugin("bad_frontend", "validate_frontend_configuration", path, Map.of("verification-script", no));
    plugin("bad_cache", "trafficserver_cache_availability", path, Map.of("wrapper-path", "something_else"));
    plugin("good_ram", "check_ram_usage", path, Map.of("min-threshold-ram", "0", "min-avg-ram", "0"));
    plugin("anomalyonly_surykatka", "check_surykatka_json", path, Map.of("json-file", "no-such-file", "report", "bot_status"));
    plugin("anomalyonly_os", "audit_os_version", path, Map.of("dist", "Another System", "versions", "1 2"));
  }

  private Optional<String> check(PromiseMode mode) throws IOException {
    GridSettings settings = GridSettings.of(
            "COMP-0", "http://127.0.0.1:9/", root.resolve("soft"), root.resolve("inst"),
            CommandRun.repository().resolve("target/python-tools"))
        .withRootCheck(false);
    var promises = PartitionPromises.of(
        settings, Privileges.ofThisProcess(false), new ProcessRunner(new RunningProcesses()), clock);
    try {
      promises.check(new PromiseSubject("slappart0", partition, shebang, bangs::add, new MainLog()), mode);
      return Optional.empty();
    } catch (PromiseFailedException e) {
      return Optional.of(e.getMessage());
    }
  }

  private Map<String, String> results() throws IOException {
    var results = new LinkedHashMap<String, String>();
    try (Stream<Path> files = Files.list(partition.resolve(".slapgrid/promise/result"))) {
      for (Path file : files.sorted().toList()) {
        results.put(file.getFileName().toString().replace(".status.json", ""), Files.readString(file));
      }
    }
    return results;
  }

  private void everyPluginTellsTheTruth() throws IOException {
    assertThat(check(PromiseMode.TEST)).get().asString().startsWith("Promise 'bad_bootstrap.py' failed with output: ");

    Map<String, String> results = results();
    results.forEach((name, result) -> assertThat(result)
        .as(name)
        .contains("\"Test Result\"", "\"failed\": " + name.startsWith("bad_"))
        .doesNotContain("No output returned"));
    assertThat(results).hasSize(17).doesNotContainKeys("anomalyonly_os", "anomalyonly_log", "anomalyonly_surykatka");
    assertThat(results.get("good_socket")).contains("socket connection OK");
    assertThat(results.get("bad_command")).contains("not valid");
    assertThat(results.get("bad_url")).contains("500");
    assertThat(bangs).isEmpty();
  }

  @Test
  void run_with_the_slapos_core_of_their_release() throws IOException {
    Files.writeString(shebang, "#!" + toolbox.python() + "\n");
    write(toolbox.packages());
    plugin("bad_certificate", "check_certificate", toolbox.packages(), Map.of("certificate", "no-such-file"));
    plugin("bad_service", "check_service_state", toolbox.packages(),
        Map.of("service", "x", "expect", "running", "run-directory", "no-such-folder"));
    assertThat(check(PromiseMode.TEST)).isPresent();
    assertThat(results().get("bad_certificate")).contains("Problem loading certificate");
    assertThat(results().get("bad_service")).contains("\"failed\": true").doesNotContain("No output returned");
    for (String only : List.of("bad_certificate", "bad_service")) {
      Files.delete(partition.resolve("etc/plugin/" + only + ".py"));
      Files.delete(partition.resolve(".slapgrid/promise/result/" + only + ".status.json"));
    }
    everyPluginTellsTheTruth();
  }

  @Test
  void run_with_our_library_where_the_release_has_no_slapos_core() throws IOException {
    Path real = toolbox.python().toRealPath();
    Files.writeString(shebang, "#!" + real + "\n");
    write(toolbox.withoutCore(root.resolve("packages")));
    everyPluginTellsTheTruth();
  }

  @Test
  void tolerate_single_failures_and_bang_once_when_they_watch_for_anomalies() throws IOException {
    Files.writeString(shebang, "#!" + toolbox.python() + "\n");
    String free = Integer.toString(TestNode.freePort());
    plugin("port", "check_socket_listening", toolbox.packages(), Map.of("host", "127.0.0.1", "port", free));
    plugin("port_too", "check_socket_listening", toolbox.packages(), Map.of("host", "127.0.0.1", "port", free));
    plugin("a_system", "audit_os_version", toolbox.packages(), Map.of("dist", "Another System", "versions", "1 2"));

    for (int run = 1; run <= 3; run++) {
      Optional<String> failure = check(PromiseMode.ANOMALY);
      assertThat(failure).get().asString().contains("'a_system.py'").contains("Another System");
      assertThat(results().get("port")).contains("\"Anomaly Result\"", "\"failed\": " + (run == 3));
      clock = Clock.fixed(clock.instant().plus(Duration.ofMinutes(3)), ZoneOffset.UTC);
    }
    assertThat(bangs).containsExactly("Promise port is failing");
  }
}
