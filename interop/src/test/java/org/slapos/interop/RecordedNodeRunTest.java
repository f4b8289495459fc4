package org.slapos.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.grid.software.SoftwareFolder;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;

/**
 * A recorded run of the reference's agent in root mode, command by command, done by ours: the same exit statuses, the same
 * calls with the same fields, the same tree with modes and owners, the same files. The accounts are those of a private
 * {@code /etc}; how format gives addresses is tried elsewhere.
 */
class RecordedNodeRunTest {
  private static final List<String> SAMPLES = List.of("hello", "tree", "failing");

  /** Files that are ours alone, told in docs/compatibility.md, and what pip keeps for itself. */
  private static final Predicate<String> OURS = line -> line.matches(
      ".*(/\\.slapgrid-build\\.log|/var/slapgrid-(boot|listing|memory)|/var/run/slapgrid-update\\.lock|/var/run/.*launch.*|/\\.cache/.*)");

  @TempDir
  private Path folder;

  private Master master;
  private RecordingRelay relay;
  private Map<String, String> placeholders = Map.of();

  @BeforeEach
  void start() throws IOException {
    assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root, to make accounts");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    CommandRun.of(Map.of(), folder, Path.of("/bin/cp"), "-a", "/etc", folder.resolve("etc").toString()).ended(0);
    master = Master.start(MasterSettings.local(folder.resolve("proxy.db"), 0, "local_computer"));
    relay = new RecordingRelay(master.url());
    configure();
    Files.writeString(folder.resolve("p.json"), "{\"port\": 21131}");
    var all = new LinkedHashMap<String, String>();
    all.put(root("inst").toString(), "${instance_root}");
    all.put(root("soft").toString(), "${software_root}");
    all.put(folder.resolve("shared").toString(), "${shared}");
    all.put(folder.toString(), "${base}");
    all.put(CommandRun.repository().resolve("samples").toString(), "${samples}");
    all.put(relay.url(), "http://${master_host}:${master_port}");
    for (String sample : SAMPLES) {
      all.put(SoftwareFolder.name(TestNode.sample(sample + "/software.cfg")), "${md5-of-" + sample + "-url}");
    }
    all.put(SoftwareFolder.name(TestNode.sample("failing/software-buildout.cfg")), "${md5-of-broken-url}");
    placeholders = all;
  }

  private Path root(String name) {
    return folder.resolve(name);
  }

  private void configure() throws IOException {
    Files.writeString(folder.resolve("slapos.cfg"), """
        [slapos]
        computer_id = local_computer
        master_url = %1$s
        software_root = %2$s/soft
        instance_root = %2$s/inst
        shared_part_list =
          %2$s/shared
        pidfile_software = %2$s/slapgrid-sr.pid
        pidfile_instance = %2$s/slapgrid-cp.pid
        pidfile_report = %2$s/slapgrid-ur.pid
        python_tools = %3$s

        [slapformat]
        input_definition_file = %2$s/definition.cfg
        alter_network = false
        create_tap = false
        partition_has_ipv6_range = false
        partition_amount = 6
        computer_xml = %2$s/slapos.xml
        partition_base_name = slappart
        user_base_name = slapuser
        tap_base_name = slaptap
        software_user = slapsoft
        tap_ipv6 = false
        """.formatted(relay.url(), folder, CommandRun.repository().resolve("target/python-tools-for-all")));
    // The recorded ports are free on addresses that nobody else has.
    var random = ThreadLocalRandom.current();
    String network = "127.%d.%d.".formatted(random.nextInt(1, 250), random.nextInt(1, 250));
    var definition = new StringBuilder("[computer]\naddress = 127.0.0.1/255.0.0.0\n");
    for (int partition = 0; partition < 6; partition++) {
      definition.append("""
          [partition_%1$d]
          address = %2$s%3$d/255.255.255.255 ::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
          pathname = slappart%1$d
          user = slapuser%1$d
          network_interface =
          """.formatted(partition, network, partition + 1));
    }
    Files.writeString(folder.resolve("definition.cfg"), definition);
  }

  @AfterEach
  void stop() throws IOException {
    if (relay == null) {
      return;
    }
    Path pid = root("inst").resolve("var/run/supervisord.pid");
    if (Files.exists(pid)) {
      ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(daemon -> {
        List<ProcessHandle> services = daemon.descendants().toList();
        daemon.destroyForcibly();
        services.forEach(ProcessHandle::destroyForcibly);
      });
    }
    relay.close();
    master.close();
    CommandRun.of(Map.of(), folder, Path.of("/bin/sh"), "-c", "rm -rf etc").ended(0);
  }

  /** On the machine with the private accounts. */
  private CommandRun run(String program, String... arguments) {
    var words = new ArrayList<>(List.of(
        "--mount", "--", "/bin/sh", "-c", "mount --bind \"$0\" /etc && exec \"$@\"", folder.resolve("etc").toString(),
        program));
    words.addAll(List.of(arguments));
    return CommandRun.of(
        Map.of("SLAPOS_CONFIGURATION", folder.resolve("slapos.cfg").toString(), "SLAPOS_CLIENT_CONFIGURATION",
            folder.resolve("slapos.cfg").toString(), "HOME", folder.toString()),
        folder, Path.of("/usr/bin/unshare"), words.toArray(String[]::new));
  }

  @Test
  void every_step_of_a_recorded_run_ends_and_is_told_and_leaves_its_files_as_recorded() throws IOException {
    var all = new SoftAssertions();
    int number = 0;
    for (RecordedStep step : RecordedStep.all()) {
      number++;
      String name = "step " + number + ": " + String.join(" ", step.command());
      String[] words = step.command().stream().skip(1)
          .map(word -> word.replace("${samples}", CommandRun.repository().resolve("samples").toString()))
          .toArray(String[]::new);
      CommandRun run = run(CommandRun.ourSlapos().toString(), words);
      all.assertThat(run.status()).as("%s\n%s\n%s", name, run.out(), run.err()).isEqualTo(step.status());
      all.assertThat(inOrder(relay.taken().stream().map(this::told))).as(name)
          .isEqualTo(inOrder(step.calls().stream().map(RecordedNodeRunTest::masked)));
      if (!step.shown().isEmpty()) {
        all.assertThat(run.out().lines().map(line -> line.replaceAll("^(\\S+) +(\\S+).*", "$1 $2"))
            .filter(line -> !line.startsWith("watchdog")).toList()).as(name).isEqualTo(step.shown());
      }
      looksAsAfter(number, all);
    }
    all.assertAll();
  }

  /** Partitions that are up to date are told of several at once, so where among the others is chance. */
  private static List<String> inOrder(Stream<String> calls) {
    Map<Boolean, List<String>> byKind =
        calls.collect(Collectors.partitioningBy(call -> call.startsWith("POST startedComputerPartition")));
    return Stream.concat(
        byKind.getOrDefault(false, List.of()).stream(), byKind.getOrDefault(true, List.of()).stream().sorted()).toList();
  }

  private void looksAsAfter(int step, SoftAssertions all) throws IOException {
    switch (step) {
      case 14 -> {
        hasTree("tree-1-running.txt", all);
        hasFiles(all);
      }
      case 16 -> hasTree("tree-2-hello-stopped.txt", all);
      case 20 -> hasTree("tree-3-destroyed.txt", all);
      case 27 -> hasTree("tree-4-software-removed.txt", all);
      default -> { }
    }
  }

  private void hasTree(String name, SoftAssertions all) {
    String found = run("find", root("inst").toString(), root("soft").toString(), folder.resolve("slapos.xml").toString(),
        "-name", "eggs", "-prune", "-printf", "%M %u:%g %p -> %l\n", "-o", "-name", "__pycache__", "-prune", "-o",
        "-printf", "%M %u:%g %p -> %l\n").ended(0).out();
    all.assertThat(tree(named(found))).as(name).isEqualTo(tree(RecordedStep.text(name)));
  }

  private static String tree(String text) {
    return String.join("\n", new TreeSet<>(text.lines().map(line -> line.replaceAll(" -> $", ""))
        // Ours belongs to its partition from the first line on.
        .map(line -> line.replaceAll("root:root (.*/slappart(\\d)/\\.slapgrid/log/instance\\.log)", "slapuser$2:slapuser$2 $1"))
        .filter(OURS.negate()).toList()));
  }

  private void hasFiles(SoftAssertions all) throws IOException {
    Path recorded = CommandRun.repository().resolve("interop/src/test/resources/recordings/node-run/files");
    var names = new ArrayList<Path>();
    Files.walkFileTree(recorded, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        names.add(recorded.relativize(file));
        return FileVisitResult.CONTINUE;
      }
    });
    all.assertThat(names).hasSizeGreaterThan(30);
    for (Path name : names) {
      String text = Files.readString(recorded.resolve(name), StandardCharsets.UTF_8);
      String place = "${" + name.toString().replaceFirst("/", "}/").replaceFirst("md5-of-\\w+-url", "\\${$0}");
      all.assertThat(content(place)).as(place).isEqualTo(masked(text));
    }
  }

  private String content(String place) throws IOException {
    String path = place;
    for (Map.Entry<String, String> entry : placeholders.entrySet()) {
      path = path.replace(entry.getValue(), entry.getKey());
    }
    String text = Files.readString(Path.of(path));
    int tail = text.indexOf("# This is beginning");
    return masked(named(tail < 0 ? text : text.substring(tail)));
  }

  private String named(String text) {
    String named = text;
    for (Map.Entry<String, String> entry : placeholders.entrySet()) {
      named = named.replace(entry.getKey(), entry.getValue());
    }
    return named;
  }

  private String told(String call) {
    return masked(named(call));
  }

  /** Without what is different each time: addresses, dates, accounts' numbers, durations. */
  private static String masked(String text) {
    return text.replaceAll("\"execution-time\": [0-9.]+", "\"execution-time\": N")
        // An executable is run by the agent, and by a module of the reference's.
        .replaceAll("\"module_file\": \"[^\"]*(/grid/promise/wrapper.py|/etc/promise/[^\"/]*)\"", "\"module_file\": EXECUTABLE")
        // The samples may be in a checkout.
        .replaceAll("(?m)^# .* git revision: .*\n", "")
        .replaceAll("\\b\\d{1,3}(\\.\\d{1,3}){3}\\b", "IP")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d|\\d{4}-\\d\\d-\\d\\d at \\d\\d:\\d\\d:\\d\\d", "DATE")
        .replaceAll("\\b\\d{9,}(\\.\\d+)?(-\\d{3})?", "TIME")
        .replaceAll("(?m)^(user|group)=\\d+$", "$1=N")
        .replaceAll("(?m)^command=.*slapos-watchdog.*$", "command=WATCHDOG");
  }
}
