package org.slapos.grid.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slapos.files.AtomicFile;
import org.slapos.grid.log.GridLog;
import org.slapos.slap.SlapException;

/**
 * supervisord's event listener: when a watched service ends by itself, the Master is asked once per deployment to process
 * the whole instance tree again (reference: node-supervisor.md, 5).
 */
public final class Watchdog {

  /** Tells the Master, as the partition; a new connection each time, because certificates change. */
  @FunctionalInterface
  public interface Bang {
    void send(String partition, String message);
  }

  private static final String WATCHED = "-on-watch";

  private final Path instanceRoot;
  private final Bang bang;
  private final InputStream events;
  private final OutputStream answers;
  private final GridLog log;

  public Watchdog(Path instanceRoot, Bang bang, InputStream events, OutputStream answers, GridLog log) {
    this.instanceRoot = instanceRoot;
    this.bang = bang;
    this.events = events;
    this.answers = answers;
    this.log = log;
  }

  /** Serves events until supervisord closes its end. An event that fails is logged, never repeated. */
  public void run() throws IOException {
    while (true) {
      answer("READY\n");
      Optional<String> header = readLine();
      if (header.isEmpty()) {
        return;
      }
      Map<String, String> tokens = tokens(header.get());
      String payload = new String(events.readNBytes(Integer.parseInt(tokens.getOrDefault("len", "0"))), UTF_8);
      try {
        handle(tokens.getOrDefault("eventname", ""), tokens(payload));
      } catch (IOException | SlapException e) {
        log.error("Cannot bang for event %s: %s".formatted(payload.strip(), e.getMessage()));
      }
      answer("RESULT 2\nOK");
    }
  }

  private void handle(String event, Map<String, String> process) throws IOException {
    boolean ended = event.equals("PROCESS_STATE_EXITED") || event.equals("PROCESS_STATE_FATAL");
    String name = process.getOrDefault("processname", "");
    String partition = process.getOrDefault("groupname", "");
    if (ended && name.contains(WATCHED) && isFolderName(partition)) {
      bangOncePerDeployment(partition, name);
    }
  }

  private void bangOncePerDeployment(String partition, String process) throws IOException {
    Path folder = instanceRoot.resolve(partition);
    Path banged = folder.resolve(".slapos_latest_bang_timestamp");
    Optional<String> deployed = read(folder.resolve(".timestamp"));
    Optional<String> latestBang = read(banged);
    if (latestBang.isPresent() && !DeploymentTime.isNewer(deployed, latestBang.get())) {
      return;
    }
    bang.send(partition, "%s process in partition %s encountered a problem".formatted(process, partition));
    AtomicFile.write(banged, deployed.orElse("0"), "rw-r--r--");
  }

  private static boolean isFolderName(String name) {
    return !name.isEmpty() && !name.startsWith(".") && name.indexOf('/') < 0;
  }

  private static Optional<String> read(Path file) throws IOException {
    return Files.isRegularFile(file) ? Optional.of(Files.readString(file, UTF_8).strip()) : Optional.empty();
  }

  private void answer(String text) throws IOException {
    answers.write(text.getBytes(UTF_8));
    answers.flush();
  }

  private Optional<String> readLine() throws IOException {
    var line = new StringBuilder();
    for (int c = events.read(); c >= 0; c = events.read()) {
      if (c == '\n') {
        return Optional.of(line.toString());
      }
      line.append((char) c);
    }
    return Optional.empty();
  }

  private static Map<String, String> tokens(String text) {
    var tokens = new HashMap<String, String>();
    for (String token : text.strip().split("\\s+", -1)) {
      int colon = token.indexOf(':');
      if (colon > 0) {
        tokens.put(token.substring(0, colon), token.substring(colon + 1));
      }
    }
    return tokens;
  }
}
