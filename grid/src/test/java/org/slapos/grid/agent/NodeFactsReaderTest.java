package org.slapos.grid.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.grid.RecordingLog;

class NodeFactsReaderTest {
  @TempDir
  private Path root;

  private void result(String partition, String title, boolean failed) throws IOException {
    write(root.resolve(partition).resolve(".slapgrid/promise/result").resolve(title + ".status.json"),
        "{\"title\": \"%s\", \"result\": {\"failed\": %s, \"message\": \"\\\"failed\\\": true\"}}".formatted(title, failed),
        "rw-r--r--");
  }

  private void promise(String partition, String file) throws IOException {
    write(root.resolve(partition).resolve("etc").resolve(file), "", "rwxr-xr-x");
  }

  @Test
  void the_last_results_of_the_promises_that_are_there_are_counted() throws IOException {
    promise("slappart0", "promise/answers");
    promise("slappart0", "plugin/check_port.py");
    result("slappart0", "answers", false);
    result("slappart0", "check_port", true);
    result("slappart0", "taken-away", true);
    promise("slappart1", "promise/answers");
    result("slappart1", "answers", true);
    Files.createDirectories(root.resolve("slappart2/.slapgrid/promise"));
    Files.createSymbolicLink(
        root.resolve("slappart2/.slapgrid/promise/result"), root.resolve("slappart0/.slapgrid/promise/result"));

    NodeFacts facts = new NodeFactsReader(root, new RecordingLog()).read();

    assertThat(facts.promisesKept()).isEqualTo(Map.of("slappart0", 1));
    assertThat(facts.promisesFailing()).isEqualTo(Map.of("slappart0", 1, "slappart1", 1));
    assertThat(facts.services()).isEmpty();
  }
}
