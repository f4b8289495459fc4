package org.slapos.bench.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import org.slapos.bench.Workplace;
import org.slapos.bench.measure.Goal;
import org.slapos.bench.measure.Quantity;
import org.slapos.bench.measure.Round;
import org.slapos.bench.measure.Scenario;
import org.slapos.bench.measure.Side;
import org.slapos.bench.measure.WrongOutcomeException;
import org.slapos.testing.reference.ReferenceEnvironment;
import org.slapos.testing.reference.ReferenceVersion;

/** {@code node promise} over many promises; plugins run with the same slapos.core, that of their release, on both sides. */
public final class PromisesScenario implements Scenario {
  private static final int PARTITIONS = 20;
  private static final int OF_EACH_KIND = 25;
  private static final double GOAL = 1 / 3.0;

  private final SideNodes sides;

  public PromisesScenario(Workplace place) throws IOException, InterruptedException {
    sides = new SideNodes(place, "p", PARTITIONS, "", buildout());
    sides.deploy();
  }

  /** Writes promises as the recipes of releases do. */
  private static String buildout() throws IOException {
    Path python = ReferenceEnvironment.of(ReferenceVersion.NEW).executable("python");
    Path packages;
    try (var folders = Files.newDirectoryStream(python.resolve("../../lib").normalize(), "python3*")) {
      packages = folders.iterator().next().resolve("site-packages");
    }
    return """
        #!%s
        import os
        for folder in ('etc/promise', 'etc/plugin'):
          os.makedirs(folder, exist_ok=True)
        for i in range(%d):
          executable = 'etc/promise/executable%%d' %% i
          with open(executable, 'w') as f:
            f.write('#!/bin/sh\\necho fine\\n')
          os.chmod(executable, 0o755)
          with open('etc/plugin/plugin%%d.py' %% i, 'w') as f:
            f.write('''import sys
        sys.path[0:0] = [
          '%s',
        ]

        extra_config_dict = {'number': '%%d'}

        for module in list(sys.modules.keys()):
          if 'slapos' in module or 'pkg_resources' in module:
            del sys.modules[module]

        from zope.interface import implementer
        from slapos.grid.promise import interface
        from slapos.grid.promise.generic import GenericPromise

        @implementer(interface.IPromise)
        class RunPromise(GenericPromise):
          def sense(self):
            self.logger.info('fine')
        ''' %% i)
        """.formatted(python, OF_EACH_KIND, packages);
  }

  @Override
  public String title() {
    return "`slapos node promise`, %d promises in %d partitions, half executables, half plugins"
        .formatted(2 * OF_EACH_KIND * PARTITIONS, PARTITIONS);
  }

  @Override
  public List<Goal> goals() {
    return List.of(new Goal(Quantity.WALL, GOAL));
  }

  @Override
  public int mostRounds() {
    return 3;
  }

  @Override
  public SequencedMap<Side, Round> rounds() {
    return sides.rounds(node -> number -> {
      forgetResults(node);
      return node.round((_, err) -> check(node, err), "node", "promise").measure(number);
    });
  }

  private static void forgetResults(NodeFolder node) throws IOException {
    for (int i = 0; i < PARTITIONS; i++) {
      try (var results = Files.newDirectoryStream(results(node, i))) {
        for (Path result : results) {
          Files.delete(result);
        }
      }
    }
  }

  private static Path results(NodeFolder node, int partition) {
    return node.partition(partition).resolve(".slapgrid/promise/result");
  }

  /** Every promise has been kept, by its own account. */
  private static void check(NodeFolder node, String err) throws IOException {
    for (int i = 0; i < PARTITIONS; i++) {
      int kept = 0;
      try (var results = Files.newDirectoryStream(results(node, i), "*.status.json")) {
        for (Path result : results) {
          kept += Files.readString(result).contains("\"failed\": false") ? 1 : 0;
        }
      }
      if (kept != 2 * OF_EACH_KIND) {
        throw new WrongOutcomeException("%d promises of slappart%d were kept: %s".formatted(kept, i, err));
      }
    }
  }

  @Override
  public void close() {
    sides.close();
  }
}
