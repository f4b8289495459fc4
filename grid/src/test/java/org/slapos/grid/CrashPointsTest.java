package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.URL;
import static org.slapos.grid.TestNode.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.slapos.fakes.crash.CrashRun;
import org.slapos.grid.files.Trees;
import org.slapos.grid.process.Privileges;
import org.slapos.grid.software.SoftwareFolder;
import org.slapos.grid.supervisor.ProcessState;

/**
 * Kills an agent at the points at which it changes something: files, renames, child processes, connections. The next
 * pass has to leave the same node as one that was never killed, without touching services that it does not concern.
 *
 * <p>A few points of each kind of pass are tried; {@code -Dslapos.crash.points=all} tries every one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashPointsTest {
  private static final String RELEASE = "http://example.com/sr.cfg";
  private static final int NOBODY = 65534;

  private static final String[] INSTALL = {
    "mkdir -p etc/service etc/promise sbin data",
    "printf '#!/bin/sh\\nexec sleep 3600\\n' > etc/service/web; chmod 700 etc/service/web",
    "printf '#!/bin/sh\\necho kept\\n' > etc/promise/check; chmod 700 etc/promise/check",
    "printf '#!/bin/sh\\n[ -e etc/promise/check ]\\n' > sbin/destroy; chmod 700 sbin/destroy"
  };

  /** A pass to be killed: what is there before it, and how the node is afterwards. */
  private enum Scenario {
    DEPLOY("instance", 3) {
      @Override
      void before(TestNode node) {
        neighbour(node);
        node.master().instance("slappart0", URL, "started", "1");
      }

      @Override
      void check(TestNode node) {
        assertThat(running(node)).containsExactly("slappart0:web-on-watch", "slappart1:web-on-watch");
      }
    },
    CHANGE("instance", 2) {
      @Override
      void before(TestNode node) {
        DEPLOY.before(node);
        assertThat(node.grid().instance().exitCode()).isZero();
        node.release(INSTALL[0], "rm -f etc/service/*", INSTALL[1].replace("web", "other"), INSTALL[2], INSTALL[3]);
        node.master().instance("slappart0", URL, "started", "2");
      }

      @Override
      void check(TestNode node) {
        assertThat(running(node)).containsExactly("slappart0:other-on-watch", "slappart1:web-on-watch");
      }
    },
    STOP("instance", 1) {
      @Override
      void before(TestNode node) {
        DEPLOY.before(node);
        assertThat(node.grid().instance().exitCode()).isZero();
        node.master().instance("slappart0", URL, "stopped", "2");
      }

      @Override
      void check(TestNode node) {
        assertThat(running(node)).containsExactly("slappart1:web-on-watch");
      }
    },
    /** The Master has new certificates. */
    CERTIFY("instance", 2) {
      @Override
      void before(TestNode node) {
        DEPLOY.before(node);
        assertThat(node.grid().instance().exitCode()).isZero();
        node.master().certifying("renewal").instance("slappart0", URL, "started", "2");
      }

      @Override
      void check(TestNode node) {
        DEPLOY.check(node);
        assertThat(node.root().resolve("pki/slappart0.crt")).hasContent("renewal of slappart0");
        assertThat(node.root().resolve("pki/slappart0.key")).hasContent("key of slappart0");
      }
    },
    /** {@code node promise}, with an executable and a plugin. */
    PROMISE("promise", 2) {
      @Override
      void before(TestNode node) {
        neighbour(node);
        // Python may be where nobody else may read it.
        own(node.partition("slappart0"), 0);
        node.master().instance("slappart0", URL, "started", "1");
        assertThat(node.grid().instance().exitCode()).isZero();
        write(node.partition("slappart0").resolve("etc/plugin/plug.py"), """
            import sys
            sys.path[0:0] = ['/no/such/egg']
            from zope.interface import implementer
            from slapos.grid.promise import interface
            from slapos.grid.promise.generic import GenericPromise
            @implementer(interface.IPromise)
            class RunPromise(GenericPromise):
              def sense(self):
                self.logger.info('plugged')
            """, "rw-r--r--");
      }

      @Override
      void check(TestNode node) {
        DEPLOY.check(node);
        Path results = node.partition("slappart0").resolve(".slapgrid/promise/result");
        assertThat(results.resolve("check.status.json")).content().contains("\"kept\"");
        assertThat(results.resolve("plug.status.json")).content().contains("\"plugged\"");
      }
    },
    DESTROY("report", 2) {
      @Override
      void before(TestNode node) {
        DEPLOY.before(node);
        assertThat(node.grid().instance().exitCode()).isZero();
        Path folder = node.partition("slappart0");
        write(folder.resolve(".slapos-retention-lock-delay"), "2.0", "rw-r--r--");
        write(folder.resolve(".slapos-retention-lock-date"), "1000.0", "rw-r--r--");
        node.master().instance("slappart0", URL, "destroyed", "2");
      }

      @Override
      void check(TestNode node) {
        assertThat(running(node)).containsExactly("slappart1:web-on-watch");
        assertThat(node.partition("slappart0")).isEmptyDirectory();
      }
    },
    BUILD("software", 2) {
      @Override
      void before(TestNode node) {
        neighbour(node);
        write(node.root().resolve("bootstrap.py"), """
            import os
            os.makedirs('bin', exist_ok=True)
            open('bin/buildout', 'w').write('#!/bin/sh\\necho building\\ntouch instance.cfg .installed.cfg\\n')
            os.chmod('bin/buildout', 0o755)
            """, "rwxr-xr-x");
        node.settings(node.settings().with(new GridSettings.Behaviour(
            java.util.Optional.of(node.root().resolve("bootstrap.py")), false, false, "", "")));
        node.master().supply(RELEASE, "available");
      }

      @Override
      void check(TestNode node) {
        Path folder = SoftwareFolder.of(node.software(), RELEASE).path();
        assertThat(folder.resolve("instance.cfg")).exists();
        assertThat(folder.resolve(".completed")).isNotEmptyFile();
      }
    },
    /** A release that is fetched instead of built. */
    DOWNLOAD("software", 2) {
      @Override
      void before(TestNode node) {
        UPLOAD.before(node);
        assertThat(node.grid().software().exitCode()).isZero();
        try {
          Trees.delete(SoftwareFolder.of(node.software(), RELEASE).path());
        } catch (IOException e) {
          throw new AssertionError(e);
        }
        write(node.root().resolve("bootstrap.py"), "raise SystemExit('it is in the cache')\n", "rwxr-xr-x");
      }

      @Override
      void check(TestNode node) {
        BUILD.check(node);
        noTransferIsLeft(node);
      }
    },
    /** A release that is built and put into a cache. */
    UPLOAD("software", 2) {
      @Override
      void before(TestNode node) {
        BUILD.before(node);
        try {
          NodeCache.prepare(node.root(), node.cache());
          node.settings(node.settings().with(GridSettings.Extensions.NONE.with(NodeCache.in(node.root()))));
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }

      @Override
      void check(TestNode node) {
        BUILD.check(node);
        assertThat(node.cache().entries(SoftwareFolder.of(node.software(), RELEASE).path().getFileName().toString()))
            .isNotEmpty().allMatch(entry -> node.cache().contents().keySet().stream().anyMatch(entry::contains));
        noTransferIsLeft(node);
      }
    },
    REMOVE("software", 1) {
      @Override
      void before(TestNode node) {
        BUILD.before(node);
        assertThat(node.grid().software().exitCode()).isZero();
        node.master().supply(RELEASE, "destroyed");
      }

      @Override
      void check(TestNode node) {
        assertThat(SoftwareFolder.of(node.software(), RELEASE).path()).doesNotExist();
      }
    };

    final String pass;
    final int samples;

    Scenario(String pass, int samples) {
      this.pass = pass;
      this.samples = samples;
    }

    abstract void before(TestNode node);

    abstract void check(TestNode node);
  }

  /** A partition that is deployed and not concerned by what follows. */
  private static void neighbour(TestNode node) {
    try {
      Files.createDirectories(node.root().resolve("pki"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    node.settings(node.settings().withCertificateRepository(node.root().resolve("pki")));
    node.release(INSTALL);
    ownFolder(node, "slappart0");
    ownFolder(node, "slappart1");
    node.master().instance("slappart1", URL, "started", "1");
    assertThat(node.grid().instance().exitCode()).isZero();
  }

  private static void noTransferIsLeft(TestNode node) {
    assertThat(node.software()).isDirectoryNotContaining("glob:**/.*.{download,unpacked,upload}");
  }

  /** A folder of an ordinary user, where the agent may become one. */
  private static void ownFolder(TestNode node, String id) {
    own(node.partition(id), NOBODY);
  }

  private static void own(Path folder, int account) {
    try {
      if (Privileges.ofThisProcess(false).agentIsRoot()) {
        Files.setAttribute(folder, "unix:uid", account);
        Files.setAttribute(folder, "unix:gid", account);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> running(TestNode node) {
    return node.supervisord().allProcesses().stream()
        .filter(process -> process.isUp() && !process.group().equals("watchdog"))
        .map(process -> process.group() + ":" + process.name()).sorted().toList();
  }

  private static List<Integer> pids(TestNode node, String group) {
    return node.supervisord().allProcesses().stream().filter(process -> process.group().equals(group))
        .map(ProcessState::pid).toList();
  }

  private static PassResult pass(TestNode node, Scenario scenario) {
    return switch (scenario.pass) {
      case "software" -> node.grid().software();
      case "report" -> node.grid().report();
      case "promise" -> node.grid().promise();
      default -> node.grid().instance();
    };
  }

  private static CrashRun agent(TestNode node, Scenario scenario) throws IOException {
    return CrashRun.of(node.root(), AgentProgram.class, AgentProgram.arguments(scenario.pass, node));
  }

  @TestFactory
  Stream<DynamicTest> the_next_pass_after_a_kill_leaves_the_node_as_if_there_was_none() throws Exception {
    var tests = new ArrayList<DynamicTest>();
    for (Scenario scenario : selected()) {
      Undisturbed undisturbed = undisturbed(scenario);
      List<String> points = undisturbed.points();
      for (int point : chosen(points.size(), scenario.samples)) {
        tests.add(DynamicTest.dynamicTest(
            "%s at %d: %s".formatted(scenario, point, points.get(point - 1)),
            () -> killed(scenario, point, undisturbed)));
      }
    }
    return tests.stream();
  }

  /**
   * A pass that nobody kills: where it could be, and what it leaves.
   *
   * @param tree by {@link NodeTree}
   */
  private record Undisturbed(List<String> points, Map<String, String> tree) {
    static Undisturbed of(Scenario scenario) {
      try (var node = new TestNode(); var other = new TestNode()) {
        scenario.before(node);
        List<String> points = agent(node, scenario).points();
        scenario.before(other);
        assertThat(pass(other, scenario).exitCode()).as(() -> String.join("\n", other.log().lines())).isZero();
        return new Undisturbed(points, NodeTree.of(other));
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    /** While services stop, supervisord is asked as often as it takes: another run may be shorter by that. */
    void endedBefore(int point, TestNode node) {
      long questions = points.stream().filter(one -> one.startsWith("connect") && one.endsWith("sv.sock")).count();
      assertThat((long) point).as("it got there").isGreaterThan(points.size() - questions);
      assertThat(node.root().resolve("ended")).exists();
    }
  }

  private final Map<Scenario, Undisturbed> undisturbed = new EnumMap<>(Scenario.class);

  private Undisturbed undisturbed(Scenario scenario) {
    return undisturbed.computeIfAbsent(scenario, Undisturbed::of);
  }

  /** Numbers from 1 on: every one, or some that are spread evenly with the last among them. */
  private static int[] chosen(int points, int samples) {
    if ("all".equals(System.getProperty("slapos.crash.points"))) {
      return IntStream.rangeClosed(1, points).toArray();
    }
    return IntStream.rangeClosed(1, samples).map(sample -> points * sample / samples).distinct().toArray();
  }

  private static void killed(Scenario scenario, int point, Undisturbed undisturbed) throws Exception {
    try (var node = new TestNode()) {
      scenario.before(node);
      List<Integer> neighbour = pids(node, "slappart1");
      if (!agent(node, scenario).killedAt(point)) {
        undisturbed.endedBefore(point, node);
      }

      assertThat(pass(node, scenario)).as(() -> story(node))
          .isEqualTo(new PassResult(0, List.of()));

      scenario.check(node);
      assertThat(NodeTree.of(node)).isEqualTo(undisturbed.tree());
      assertThat(pids(node, "slappart1")).as("the neighbour was left alone").isEqualTo(neighbour);
      assertThat(node.root().resolve("pid")).doesNotExist();
      nothingIsLeftToDo(node, scenario);
    }
  }

  /** What both agents said. */
  private static String story(TestNode node) {
    Path killed = node.root().resolve("crash-run.log");
    return String.join("\n", node.log().lines()) + "\n--- the killed one\n" + TestNode.read(killed);
  }

  private static void nothingIsLeftToDo(TestNode node, Scenario scenario) {
    int before = node.log().lines().size();
    assertThat(pass(node, scenario).exitCode()).isZero();
    assertThat(node.log().lines().subList(before, node.log().lines().size()))
        .noneMatch(line -> line.contains("Installing ") || line.contains("ERROR"));
    scenario.check(node);
  }

  @TestFactory
  Stream<DynamicTest> the_next_pass_after_a_power_failure_repairs_what_was_lost() throws Exception {
    var tests = new ArrayList<DynamicTest>();
    for (Scenario scenario : selected()) {
      if (!POWER.contains(scenario)) {
        continue;
      }
      Undisturbed undisturbed = undisturbed(scenario);
      List<String> points = undisturbed.points();
      for (int point : chosen(points.size(), 3)) {
        tests.add(DynamicTest.dynamicTest(
            "%s at %d: %s".formatted(scenario, point, points.get(point - 1)),
            () -> powerFailed(scenario, point, undisturbed)));
      }
    }
    return tests.stream();
  }

  /** Those whose loss nothing would repair later. */
  private static final Set<Scenario> POWER = EnumSet.of(Scenario.DEPLOY, Scenario.BUILD, Scenario.DOWNLOAD);

  /** {@code -Dslapos.crash.scenarios=REGEX} tries those of that name only. */
  private static List<Scenario> selected() {
    String names = System.getProperty("slapos.crash.scenarios", ".*");
    return Arrays.stream(Scenario.values()).filter(scenario -> scenario.name().matches(names)).toList();
  }

  private static void powerFailed(Scenario scenario, int point, Undisturbed undisturbed) throws Exception {
    try (var node = new TestNode()) {
      scenario.before(node);
      if (!agent(node, scenario).powerFailsAt(point, node.root())) {
        undisturbed.endedBefore(point, node);
      }
      node.killSupervisord();
      // The machine comes up again.
      write(node.instances().resolve("var/slapgrid-boot"), "the boot before", "rw-r--r--");

      assertThat(pass(node, scenario)).as(() -> story(node))
          .isEqualTo(new PassResult(0, List.of()));

      if (scenario == Scenario.DEPLOY) {
        Eventually.isTrue(() -> running(node).size() == 2);
      }
      scenario.check(node);
      assertThat(NodeTree.of(node)).isEqualTo(undisturbed.tree());
      assertThat(Files.size(SoftwareFolder.of(node.software(), URL).path().resolve("instance.cfg"))).isPositive();
    }
  }

}
