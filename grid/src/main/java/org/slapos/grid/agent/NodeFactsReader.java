package org.slapos.grid.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.promise.PromiseTitle;
import org.slapos.grid.supervisor.ProcessState;
import org.slapos.grid.supervisor.Supervisord;
import org.slapos.grid.supervisor.SupervisorLayout;

/** Counts services and promises from what is on the node. */
public final class NodeFactsReader {
  /** A result file is one line; what is longer is none. */
  private static final long LARGEST_RESULT = 64 * 1024;

  private final SupervisorLayout layout;
  private final GridLog log;

  public NodeFactsReader(Path instanceRoot, GridLog log) {
    this.layout = new SupervisorLayout(instanceRoot);
    this.log = log;
  }

  /** Counts now; what cannot be read is left out. */
  public NodeFacts read() {
    var kept = new HashMap<String, Integer>();
    var failing = new HashMap<String, Integer>();
    try (DirectoryStream<Path> partitions = Files.newDirectoryStream(layout.instanceRoot())) {
      for (Path partition : partitions) {
        Path results = partition.resolve(".slapgrid/promise/result");
        if (Files.isDirectory(results, LinkOption.NOFOLLOW_LINKS)) {
          count(results, partition, kept, failing);
        }
      }
    } catch (IOException e) {
      log.debug("Cannot look for partitions: " + e.getMessage());
    }
    return new NodeFacts(services(), kept, failing);
  }

  private void count(Path results, Path partition, Map<String, Integer> kept, Map<String, Integer> failing) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(results)) {
      Set<String> titles = titles(partition);
      for (Path file : files) {
        // The results of promises that were taken away stay, as others read them.
        if (PromiseTitle.ofResultFile(file.getFileName().toString()).filter(titles::contains).isPresent()
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LARGEST_RESULT) {
          // The member comes before the message, which a promise writes as it likes.
          String head = Files.readString(file, ISO_8859_1).split("\"message\":", 2)[0];
          (head.contains("\"failed\": true") ? failing : kept).merge(partition.getFileName().toString(), 1, Integer::sum);
        }
      }
    } catch (IOException e) {
      log.debug("Cannot count the promises of %s: %s".formatted(partition, e.getMessage()));
    }
  }

  /** Of the promises that it has now. */
  private static Set<String> titles(Path partition) throws IOException {
    var titles = new HashSet<String>();
    for (String place : List.of("etc/promise", "etc/plugin")) {
      Path folder = partition.resolve(place);
      if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> promises = Files.newDirectoryStream(folder)) {
          for (Path promise : promises) {
            titles.add(PromiseTitle.of(promise.getFileName().toString()));
          }
        }
      }
    }
    return titles;
  }

  private Map<String, Integer> services() {
    var services = new TreeMap<String, Integer>();
    if (Files.exists(layout.socket())) {
      try {
        for (ProcessState process : Supervisord.at(layout.socket()).allProcesses()) {
          services.merge(process.stateName(), 1, Integer::sum);
        }
      } catch (RuntimeException e) {
        log.debug("Cannot ask supervisord: " + e.getMessage());
      }
    }
    return services;
  }
}
