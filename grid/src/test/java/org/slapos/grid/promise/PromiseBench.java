package org.slapos.grid.promise;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.slapos.grid.GridSettings;
import org.slapos.grid.TestNode;
import org.slapos.grid.process.Privileges;
import org.slapos.grid.process.ProcessRunner;
import org.slapos.grid.process.RunningProcesses;

/** A partition whose promises tests write and check. */
abstract class PromiseBench {
  final TestNode node = new TestNode();
  final Path folder = node.partition("slappart0");
  final List<String> bangs = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  void timeout(Duration time) {
    node.settings(node.settings().with(new GridSettings.Limits(86400, time, Optional.empty(), 0, 0, 1)));
  }

  void executable(String name, String... lines) {
    TestNode.script(folder.resolve("etc/promise/" + name), lines);
  }

  void plugin(String name, String body) {
    TestNode.write(folder.resolve("etc/plugin/" + name), """
        import sys
        sys.path[0:0] = ['/no/such/egg']

        extra_config_dict = {'word': 'from the recipe'}

        for name in [n for n in sys.modules if 'slapos' in n or 'pkg_resources' in n]:
          sys.modules.pop(name)

        from zope.interface import implementer
        from slapos.grid.promise import interface
        from slapos.grid.promise.generic import GenericPromise

        @implementer(interface.IPromise)
        class RunPromise(GenericPromise):
        """ + body.indent(2), "rw-r--r--");
  }

  /** The message of the first promise that is not kept; empty when all are. */
  Optional<String> check(PromiseMode mode) throws Exception {
    var privileges = Privileges.ofThisProcess(false);
    var promises = PartitionPromises.of(
        node.settings(), privileges, new ProcessRunner(new RunningProcesses()), node.clock());
    try {
      promises.check(
          new PromiseSubject("slappart0", folder, node.software().resolve("none/bin/buildout"), bangs::add, node.log()),
          mode);
      return Optional.empty();
    } catch (PromiseFailedException e) {
      return Optional.of(e.getMessage());
    }
  }

  String result(String title) {
    return TestNode.read(folder.resolve(".slapgrid/promise/result/" + title + ".status.json"));
  }

  String log(String title) {
    return TestNode.read(folder.resolve(".slapgrid/promise/log/" + title + ".log"));
  }
}
