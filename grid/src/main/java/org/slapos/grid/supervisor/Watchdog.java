package org.slapos.grid.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slapos.grid.log.GridLog;

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
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private final Bangs bangs;
  private final InputStream events;
  private final OutputStream answers;

  public Watchdog(Path instanceRoot, Bang bang, InputStream events, OutputStream answers, GridLog log) {
    this(instanceRoot, bang, FIRST_PAUSE, events, answers, log);
  }

  Watchdog(
      Path instanceRoot, Bang bang, Duration firstPause, InputStream events, OutputStream answers, GridLog log) {
    this.bangs = new Bangs(instanceRoot, bang, firstPause, log);
    this.events = events;
    this.answers = answers;
  }

  /** Serves events until supervisord closes its end; then waits for the bangs that are being made. */
  public void run() throws IOException {
    Thread making = Thread.ofPlatform().daemon().name("bangs").start(bangs);
    try {
      serve();
    } finally {
      bangs.end();
    }
    try {
      making.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve() throws IOException {
    while (true) {
      answer("READY\n");
      Optional<String> header = readLine();
      if (header.isEmpty()) {
        return;
      }
      Map<String, String> tokens = tokens(header.get());
      String payload = new String(events.readNBytes(Integer.parseInt(tokens.getOrDefault("len", "0"))), UTF_8);
      handle(tokens.getOrDefault("eventname", ""), tokens(payload));
      answer("RESULT 2\nOK");
    }
  }

  private void handle(String event, Map<String, String> process) {
    boolean ended = event.equals("PROCESS_STATE_EXITED") || event.equals("PROCESS_STATE_FATAL");
    String name = process.getOrDefault("processname", "");
    String partition = process.getOrDefault("groupname", "");
    if (ended && name.contains(WATCHED) && isFolderName(partition)) {
      bangs.want(partition, name);
    }
  }

  private static boolean isFolderName(String name) {
    return !name.isEmpty() && !name.startsWith(".") && name.indexOf('/') < 0;
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
