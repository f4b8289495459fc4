package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.slapos.fakes.Call;
import org.slapos.fakes.FakeMaster;
import org.slapos.fakes.Reply;
import org.slapos.grid.software.SoftwareFolder;
import org.slapos.slap.wire.Value;
import org.slapos.testing.reference.ReferenceEnvironment;

/**
 * What a Master sees of our agent is what it sees of the reference's, call by call with all fields, and so is the exit
 * status. Both run each scenario on a node of their own with a fake Master of their own. Where we differ on purpose,
 * {@code call-sequences.tsv} says so; a row that is no longer true, or that docs/compatibility.md does not tell, fails.
 *
 * <p>{@code -Dslapos.scenarios=REGEX} runs those of that name only.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class CallSequencesTest {
  private static final String URL = "http://example.com/software.cfg";

  private static final String SELECTED = System.getProperty("slapos.scenarios", ".*");

  /** Installs a service and a promise that a file decides about. */
  private static final String[] INSTALL = {
    "[ -e broken ] && { echo broken; exit 3; }",
    "mkdir -p etc/service etc/promise",
    "printf '#!/bin/sh\\nexec sleep 3600\\n' > etc/service/web; chmod 700 etc/service/web",
    "printf '#!/bin/sh\\n[ ! -e bad ] || { echo not kept; exit 1; }\\n' > etc/promise/check; chmod 700 etc/promise/check"
  };

  @TempDir
  private Path folder;

  /** They wait more than they work. */
  private final ExecutorService scenarios = Executors.newFixedThreadPool(3);

  private ReferenceEnvironment reference;
  private List<AcceptedDifference> accepted = List.of();
  private final Set<AcceptedDifference> seen = new ConcurrentSkipListSet<>(
      java.util.Comparator.comparing(AcceptedDifference::toString));

  /** One node with its Master, and what happened there so far. */
  private static final class Side implements AutoCloseable {
    final TestNode node;
    final FakeMaster master = new FakeMaster(TestNode.COMPUTER);
    final List<String> lines = new ArrayList<>();
    private final Path slapos;

    Side(Path folder, Path slapos) throws IOException {
      this.slapos = slapos;
      node = TestNode.in(Files.createDirectories(folder), master.url(), 2).unprivileged();
    }

    /** Runs a command and notes its calls and its exit status. */
    void run(String... arguments) {
      master.forget();
      CommandRun run = node.run(slapos, arguments);
      for (Call call : master.calls()) {
        String line = line(call);
        lines.add(!lines.isEmpty() && lines.getLast().equals(line) ? line + " (again)" : line);
      }
      lines.add("slapos " + String.join(" ", arguments) + " -> " + run.status());
    }

    /** What is on the disk now, in the order of the names. */
    void note(String... what) {
      lines.add(Stream.of(what).sorted().toList().toString());
    }

    /** Adds a line to section [slapos]. */
    void configure(String line) {
      try {
        Files.writeString(node.configuration(), Files.readString(node.configuration()).replace("[slapformat]", line + "\n[slapformat]"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String line(Call call) {
      var form = new LinkedHashMap<>(call.form());
      form.computeIfPresent("error_log", (_, text) -> text.strip().lines().findFirst().orElse(""));
      form.computeIfPresent("use_string", (_, text) -> text.replaceAll("<stop_date>[^<]*", "<stop_date>NOW"));
      String fields = form.toString().replace(node.folder().toString(), "NODE").replace(master.url(), "MASTER")
          .replaceAll("/soft/[0-9a-f]{32}", "/soft/MD5");
      return call.method() + " " + call.endpoint() + " " + fields
          + (call.authorization().isEmpty() ? "" : " [" + call.authorization() + "]");
    }

    Path partition(String id) {
      return folder(node.instanceRoot().resolve(id), "rwxr-x---");
    }

    Path deployed(String id) {
      Path partition = partition(id);
      release(INSTALL);
      master.instance(id, URL, "started", "1");
      return partition;
    }

    /** A built release whose buildout is a shell script run in the partition. */
    Path release(String... script) {
      Path release = folder(SoftwareFolder.of(node.softwareRoot(), URL).path(), "rwxr-xr-x");
      write(release.resolve("instance.cfg"), "[buildout]\nparts =\n");
      write(release.resolve("buildout.cfg"), "[buildout]\n");
      write(release.resolve(".completed"), "now");
      script(release.resolve("bin/buildout"), script);
      return release;
    }

    static Path folder(Path path, String mode) {
      try {
        Files.createDirectories(path);
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    static void write(Path file, String content) {
      try {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    static void script(Path file, String... lines) {
      write(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
      folder(file.getParent(), "rwxr-xr-x");
      try {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Without ceremony: what is on the node is of no interest any more. */
    @Override
    public void close() throws IOException {
      master.close();
      Path pid = node.instanceRoot().resolve("var/run/supervisord.pid");
      if (Files.exists(pid)) {
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(daemon -> {
          List<ProcessHandle> services = daemon.descendants().toList();
          daemon.destroyForcibly();
          services.forEach(ProcessHandle::destroyForcibly);
        });
      }
    }
  }

  /**
   * A difference that is wanted.
   *
   * @param scenario its name, or {@code *}
   * @param theirs a line of the reference's, or its beginning followed by {@code *}
   * @param ours what stands there instead; empty for nothing
   * @param sentence part of docs/compatibility.md
   */
  private record AcceptedDifference(String scenario, String theirs, String ours, String sentence) {
    static AcceptedDifference of(String row) {
      String[] fields = row.split("\t", -1);
      assertThat(fields).as(row).hasSize(4);
      return new AcceptedDifference(fields[0], fields[1], fields[2], fields[3]);
    }

    boolean fits(String name, String line) {
      return (scenario.equals("*") || scenario.equals(name))
          && (theirs.endsWith("*") ? line.startsWith(theirs.substring(0, theirs.length() - 1)) : line.equals(theirs));
    }
  }

  private static Map<String, Consumer<Side>> scenarios() {
    var all = new LinkedHashMap<String, Consumer<Side>>();
    software(all);
    instance(all);
    trouble(all);
    seldom(all);
    report(all);
    return all;
  }

  private static void software(Map<String, Consumer<Side>> all) {
    all.put("a release is built, is complete, and is built again by force", side -> {
      Path profile = side.node.folder().resolve("profile.cfg");
      Side.write(profile, "[buildout]\nparts =\n");
      side.master.supply(profile.toString(), "available");
      side.run("node", "software");
      side.run("node", "software");
      side.run("node", "software", "--all");
    });
    all.put("a release that cannot be built, and one after it", side -> {
      Path bad = side.node.folder().resolve("bad.cfg");
      Side.write(bad, "[buildout]\nparts =\nbroken = ${no-such-section:option}\n");
      Path good = side.node.folder().resolve("good.cfg");
      Side.write(good, "[buildout]\nparts =\n");
      side.master.supply(bad.toString(), "available").supply(good.toString(), "available");
      side.run("node", "software");
    });
    all.put("releases are removed, also one that is not there", side -> {
      side.release("true");
      side.master.supply(URL, "destroyed").supply("http://example.com/absent.cfg", "destroyed");
      side.run("node", "software");
    });
    all.put("a selection of releases", side -> {
      side.release("true");
      side.master.supply(URL, "destroyed").supply("http://example.com/other.cfg", "destroyed");
      side.run("node", "software", "--only-sr", "http://example.com/other.cfg,http://example.com/unknown.cfg");
      side.run("node", "software", "--force", "--only-sr", "http://example.com/unknown.cfg");
    });
    all.put("the Master does not want to hear that a release is available", side -> {
      Path profile = side.node.folder().resolve("profile.cfg");
      Side.write(profile, "[buildout]\nparts =\n");
      side.master.supply(profile.toString(), "available").answeringOnce("availableSoftwareRelease", Reply.status(500));
      side.run("node", "software");
      side.run("node", "software");
    });
    all.put("software with an old Master and with none", side -> {
      side.master.failing("getFullComputerInformation", 404);
      side.run("node", "software");
      side.master.answeringProperly().failing("getFullComputerInformation", 503);
      side.run("node", "software");
    });
  }

  private static void instance(Map<String, Consumer<Side>> all) {
    all.put("an instance is deployed, checked, changed, forced", side -> {
      side.deployed("slappart0");
      side.run("node", "instance");
      side.run("node", "instance");
      side.master.instance("slappart0", URL, "started", "2");
      side.run("node", "instance");
      side.run("node", "instance", "--all");
    });
    all.put("a Master that knows the state is told only news", side -> {
      Path partition = side.deployed("slappart0");
      side.run("node", "instance");
      var known = Value.Dict.builder().put("_access_status", "#access Instance correctly started").build();
      side.master.instance("slappart0", URL, "started", "1", Map.of(), known);
      side.run("node", "instance");
      side.master.instance("slappart0", URL, "started", "1", Map.of(),
          Value.Dict.builder().put("_access_status", "#error it is broken").build());
      side.run("node", "instance");
      Side.write(partition.resolve("bad"), "");
      side.run("node", "instance", "--force-stop");
    });
    all.put("an instance is stopped, started, destroyed", side -> {
      side.deployed("slappart0");
      side.run("node", "instance");
      for (String state : List.of("stopped", "started", "destroyed")) {
        side.master.instance("slappart0", URL, state, state);
        side.run("node", "instance");
        side.run("node", "instance");
      }
    });
    all.put("what an instance requested is told", side -> {
      side.partition("slappart0");
      side.release("printf 'child-a\\nchild-b\\n' > .slapos-request-transaction-slappart0");
      side.master.instance("slappart0", URL, "started", "1")
          .answering("updateComputerPartitionRelatedInstanceList", Reply.of(200, "OK"));
      side.run("node", "instance");
      side.master.instance("slappart0", URL, "stopped", "2");
      side.run("node", "instance");
    });
    all.put("a Master without the list of what was requested", side -> {
      side.partition("slappart0");
      side.release("printf 'child-a\\n' > .slapos-request-transaction-slappart0");
      side.master.instance("slappart0", URL, "started", "1");
      side.run("node", "instance");
    });
    all.put("a selection of partitions", side -> {
      side.deployed("slappart0");
      side.deployed("slappart1");
      side.run("node", "instance", "--only-cp", "slappart1");
      side.run("node", "instance", "--only-cp", "slappart1,foo");
      side.run("node", "instance", "--only-cp", "slappart0", "--all");
      side.run("node", "instance", "--force", "--only-cp", "slappart1");
    });
    all.put("force-stop", side -> {
      side.deployed("slappart0");
      side.run("node", "instance");
      side.run("node", "instance", "--force-stop");
    });
    all.put("promises alone", side -> {
      Path partition = side.deployed("slappart0");
      side.run("node", "instance");
      side.run("node", "promise");
      Side.write(partition.resolve("bad"), "");
      side.run("node", "promise");
      side.run("node", "bang", "-m", "because");
    });
  }

  private static void trouble(Map<String, Consumer<Side>> all) {
    all.put("a buildout that fails, and the partition after it", side -> {
      Path partition = side.deployed("slappart0");
      side.deployed("slappart1");
      Side.write(partition.resolve("broken"), "");
      side.run("node", "instance");
      side.run("node", "instance");
    });
    all.put("a promise that is not kept, then kept", side -> {
      Path partition = side.deployed("slappart0");
      Side.write(partition.resolve("bad"), "");
      side.run("node", "instance");
      side.run("node", "instance");
      partition.resolve("bad").toFile().delete();
      side.run("node", "instance");
    });
    all.put("an install that fails while stopping", side -> {
      Path partition = side.deployed("slappart0");
      side.run("node", "instance");
      Side.write(partition.resolve("broken"), "");
      side.master.instance("slappart0", URL, "stopped", "2");
      side.run("node", "instance");
    });
    all.put("folders that are missing or open to others, releases that are not there", side -> {
      side.release(INSTALL);
      side.master.instance("slappart0", URL, "started", "1").instance("slappart1", URL, "started", "1");
      Side.folder(side.node.instanceRoot().resolve("slappart1"), "rwxr-xr-x");
      side.run("node", "instance");
      side.partition("slappart1");
      side.master.instance("slappart1", "http://example.com/absent.cfg", "started", "1");
      side.run("node", "instance");
    });
    all.put("a state that nobody knows", side -> {
      side.deployed("slappart0");
      side.master.instance("slappart0", URL, "sleeping", "1");
      side.run("node", "instance");
    });
    all.put("free partitions", side -> {
      Side.write(side.partition("slappart0").resolve(".timestamp"), "1");
      side.partition("slappart1");
      side.master.free("slappart0").free("slappart1");
      side.run("node", "instance");
    });
    all.put("no Master from the start", side -> {
      side.deployed("slappart0");
      side.run("node", "instance");
      side.master.failing("getFullComputerInformation", 503);
      side.run("node", "instance");
      side.master.answering("getFullComputerInformation", Reply.reset());
      side.run("node", "instance");
      side.run("node", "report");
      side.run("node", "promise");
    });
    all.put("the Master goes away while it is told", side -> {
      side.deployed("slappart0");
      side.deployed("slappart1");
      side.master.failing("startedComputerPartition", 503);
      side.run("node", "instance");
      side.master.answeringProperly();
      side.run("node", "instance");
    });
    all.put("the Master does not want to hear that an instance is stopped, or of its error", side -> {
      Path partition = side.deployed("slappart0");
      side.master.instance("slappart0", URL, "stopped", "2").failing("stoppedComputerPartition", 500);
      side.run("node", "instance");
      Side.write(partition.resolve("broken"), "");
      side.master.instance("slappart0", URL, "started", "3").failing("softwareInstanceError", 500);
      side.run("node", "instance");
    });
    all.put("a Master that sends no list", side -> {
      side.master.answering("getFullComputerInformation", Reply.page("<html><body>It works!</body></html>"));
      side.run("node", "software");
      side.run("node", "report");
      side.run("node", "promise");
    });
  }

  private static void seldom(Map<String, Consumer<Side>> all) {
    all.put("force-stop, and an ordinary pass after it", side -> {
      side.deployed("slappart0");
      side.deployed("slappart1");
      side.run("node", "instance");
      side.master.instance("slappart1", URL, "stopped", "2");
      side.run("node", "instance", "--force-stop");
      side.run("node", "instance");
    });
    all.put("what nobody asks for is collected", side -> {
      side.release(INSTALL);
      side.master.supply(URL, "available");
      for (String name : List.of("0".repeat(32), "1".repeat(31), "A".repeat(32))) {
        Side.write(side.node.softwareRoot().resolve(name).resolve("buildout.cfg"), "");
      }
      Side.write(side.node.softwareRoot().resolve("2".repeat(32)).resolve("other.cfg"), "");
      side.run("node", "software", "--garbage-collect");
      side.note(side.node.softwareRoot().toFile().list());
      side.master.supply(URL, "destroyed");
      side.run("node", "software", "--garbage-collect", "--only-sr", SoftwareFolder.name(URL));
      side.note(side.node.softwareRoot().toFile().list());
    });
    all.put("a release says how long its partitions stay up to date", side -> {
      Path partition = side.deployed("slappart0");
      Path period = side.node.softwareRoot().resolve(SoftwareFolder.name(URL)).resolve("periodicity");
      side.run("node", "instance");
      for (String text : List.of("0", "-1", " 3600\n", "soon", "7200.5", "")) {
        Side.write(period, text);
        partition.resolve(".timestamp").toFile().setLastModified(System.currentTimeMillis() - 7_200_000);
        side.run("node", "instance");
        side.note("periodicity " + period.toFile().exists());
      }
    });
    all.put("a buildout that takes too long", side -> {
      side.partition("slappart0");
      side.deployed("slappart1");
      side.release("case $PWD in *0) sleep 600;; esac");
      side.master.instance("slappart0", URL, "started", "1");
      side.run("node", "instance", "--partition-timeout", "2");
    });
    all.put("a promise that takes too long", side -> {
      Path partition = side.deployed("slappart0");
      Side.script(partition.resolve("etc/promise/slow"), "exec sleep 600");
      side.run("node", "instance", "--promise-timeout", "1");
      Side.write(partition.resolve(".timestamp"), "1");
      for (int i = 0; i < 3; i++) {
        partition.resolve(".slapgrid/promise/cache/slow").toFile().delete();
        side.run("node", "instance", "--promise-timeout", "1");
      }
    });
    all.put("an anomaly that comes and goes", side -> {
      Path partition = side.deployed("slappart0");
      side.run("node", "instance");
      Side.write(partition.resolve("bad"), "");
      for (int i = 0; i < 4; i++) {
        partition.resolve(".slapgrid/promise/cache/check").toFile().delete();
        side.run("node", "instance");
      }
      side.run("node", "instance");
      partition.resolve("bad").toFile().delete();
      partition.resolve(".slapgrid/promise/cache/check").toFile().delete();
      side.run("node", "instance");
    });
    all.put("a retention delay", side -> {
      Path partition = side.deployed("slappart0");
      var filter = Value.Dict.builder().put("_filter_dict", Value.Dict.builder().put("retention_delay", "2.5").build()).build();
      side.master.instance("slappart0", URL, "started", "1", Map.of(), filter);
      side.run("node", "instance");
      side.note(read(partition.resolve(".slapos-retention-lock-delay")));
      side.master.instance("slappart0", URL, "destroyed", "2", Map.of(), filter);
      side.run("node", "report");
      side.note("kept " + partition.resolve("buildout.cfg").toFile().exists());
      Side.write(partition.resolve(".slapos-retention-lock-date"), "1000000000.0");
      side.run("node", "report");
      side.note(partition.toFile().list());
    });
    all.put("certificates of partitions", side -> {
      Path partition = side.deployed("slappart0");
      Path pki = Side.folder(side.node.folder().resolve("pki"), "rwx------");
      side.configure("certificate_repository_path = " + pki);
      side.run("node", "instance");
      side.run("node", "instance");
      side.note(pki.toFile().list());
      Side.write(partition.resolve("bad"), "");
      side.master.instance("slappart0", URL, "destroyed", "2");
      side.run("node", "instance");
      side.run("node", "report");
    });
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void report(Map<String, Consumer<Side>> all) {
    String usage = "<?xml version=\"1.0\" encoding=\"utf-8\"?><consumption><movement><resource>CPU</resource><title>t</title>"
        + "<reference>r</reference><quantity>42.42</quantity><price>0.00</price><VAT></VAT><category>None</category>"
        + "</movement></consumption>";
    all.put("usage is reported and destroyed instances are emptied", side -> {
      Path partition = side.deployed("slappart0");
      side.deployed("slappart1");
      side.run("node", "instance");
      Side.write(partition.resolve("var/xml_report/one"), usage);
      side.master.instance("slappart1", URL, "destroyed", "2");
      side.run("node", "report");
      side.run("node", "report");
    });
    all.put("a report script fails", side -> {
      Path partition = side.deployed("slappart0");
      Side.script(partition.resolve("etc/report/a"), "exit 1");
      side.run("node", "report");
    });
    all.put("a destroy script fails", side -> {
      Path partition = side.deployed("slappart0");
      side.run("node", "instance");
      Side.script(partition.resolve("sbin/destroy"), "exit 1");
      side.master.instance("slappart0", URL, "destroyed", "2");
      side.run("node", "report");
    });
    all.put("the Master does not know what was destroyed", side -> {
      side.deployed("slappart0");
      side.run("node", "instance");
      side.master.instance("slappart0", URL, "destroyed", "2").failing("destroyedComputerPartition", 404);
      side.run("node", "report");
    });
  }

  @BeforeAll
  void prepare() throws IOException {
    reference = AssumedReference.newest();
    try (var rows = CallSequencesTest.class.getResourceAsStream("/call-sequences.tsv")) {
      accepted = new String(java.util.Objects.requireNonNull(rows).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(AcceptedDifference::of).toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> the_master_sees_the_same_calls_from_both_agents() {
    var number = new int[1];
    return scenarios().entrySet().stream().filter(scenario -> scenario.getKey().matches(SELECTED)).map(scenario -> {
      int place = number[0]++;
      Future<List<String>> compared = scenarios.submit(() -> compare(scenario.getKey(), scenario.getValue(), place));
      return DynamicTest.dynamicTest(scenario.getKey(), () -> outcome(compared));
    }).toList().stream();
  }

  private static void outcome(Future<List<String>> compared) throws Throwable {
    try {
      compared.get();
    } catch (ExecutionException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private List<String> compare(String name, Consumer<Side> scenario, int place) throws Exception {
    List<String> ours;
    List<String> theirs;
    try (var beside = Executors.newSingleThreadExecutor()) {
      Future<List<String>> running = beside.submit(
          () -> lines(folder.resolve("t" + place), reference.executable("slapos"), scenario));
      ours = lines(folder.resolve("o" + place), CommandRun.ourSlapos(), scenario);
      theirs = running.get();
    }
    assertThat(theirs).as("something was asked").anyMatch(line -> line.contains("getFullComputerInformation"));
    assertThat(String.join("\n", ours)).isEqualTo(String.join("\n", translated(name, theirs)));
    return ours;
  }

  private static List<String> lines(Path folder, Path slapos, Consumer<Side> scenario) throws IOException {
    try (var side = new Side(folder, slapos)) {
      scenario.accept(side);
      return side.lines;
    }
  }

  private List<String> translated(String name, List<String> theirs) {
    var lines = new ArrayList<String>();
    for (String line : theirs) {
      var difference = accepted.stream().filter(one -> one.fits(name, line)).findFirst();
      difference.ifPresent(seen::add);
      String translated = difference.map(AcceptedDifference::ours).orElse(line);
      if (!translated.isEmpty()) {
        lines.add(translated);
      }
    }
    return lines;
  }

  @AfterAll
  void end() {
    scenarios.shutdownNow();
  }

  @AfterAll
  void every_accepted_difference_is_still_one_and_is_told() throws IOException {
    if (accepted.isEmpty() || !SELECTED.equals(".*")) {
      return;
    }
    var unseen = new TreeSet<>(accepted.stream().map(AcceptedDifference::toString).toList());
    seen.forEach(one -> unseen.remove(one.toString()));
    assertThat(unseen).as("rows of call-sequences.tsv that are not true any more").isEmpty();
    String told = Files.readString(CommandRun.repository().resolve("docs/compatibility.md"));
    assertThat(accepted).allSatisfy(one -> assertThat(told).contains(one.sentence()));
  }
}
