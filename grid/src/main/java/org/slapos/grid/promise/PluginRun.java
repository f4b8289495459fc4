package org.slapos.grid.promise;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slapos.grid.buildout.Shebang;
import org.slapos.grid.process.Dialogue;
import org.slapos.grid.process.ProcessRunner;

/**
 * Runs Python promises, each in a process of the release's own Python, forked from one that has a bridge script and what
 * most promises import. The promise uses the GenericPromise of its release, found through the path list in its first
 * assignment (reference: promise.md, 10).
 *
 * <p>A promise's process prints two lines that begin with a secret word: {@code describe} once the promise is instantiated,
 * {@code result} at its end. Everything else it prints is for the log.
 */
final class PluginRun implements PromiseRun<PromiseFile.Plugin> {
  static final String NO_ANSWER = "Error: No output returned by the promise";

  private final PromiseCommands commands;
  private final PluginSettings settings;
  private final ProcessRunner runner;
  private final Clock clock;
  private final RandomGenerator random;
  private final Map<Path, PluginHost> hosts = new ConcurrentHashMap<>();
  private final ReentrantLock hostsLock = new ReentrantLock();

  PluginRun(
      PromiseCommands commands, PluginSettings settings, ProcessRunner runner, Clock clock, RandomGenerator random) {
    this.commands = commands;
    this.settings = settings;
    this.runner = runner;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Execution execute(
      PromiseFile.Plugin promise, PromiseSubject subject, PromiseState state, PromiseMode mode) throws IOException {
    String word = "slapgrid-%016x".formatted(random.nextLong());
    var cache = new AtomicReference<Optional<PromiseCache>>(Optional.empty());
    var answer = new AtomicReference<Optional<Map<String, Object>>>(Optional.empty());
    double start = clock.millis() / 1000.0;
    PluginHost.Run run = host(subject, promise).run(request(promise, subject, state, mode, word), commands.timeout(), line -> {
      if (line.startsWith(word + " describe ")) {
        cache.set(PythonJson.readObject(line.substring(word.length() + 10)).flatMap(json -> cache(json, mode, start)));
      } else if (line.startsWith(word + " result ")) {
        answer.set(PythonJson.readObject(line.substring(word.length() + 8)));
      } else if (!line.isEmpty()) {
        subject.log().info(line);
      }
    });
    if (cache.get().isPresent()) {
      state.save(promise, cache.get().get());
    }
    double seconds = run.duration().toMillis() / 1000.0;
    if (run.timedOut()) {
      return new Execution.Silent(commands.timeoutMessage(), seconds);
    }
    return answer.get().map(json -> execution(json, seconds)).orElseGet(() -> new Execution.Silent(NO_ANSWER, seconds));
  }

  private static Execution execution(Map<String, Object> json, double seconds) {
    if ("Empty Result".equals(json.get("type"))) {
      return new Execution.Declined(seconds);
    }
    return PromiseResult.of(json).<Execution>map(result -> new Execution.Answered(result, Boolean.TRUE.equals(json.get("may_bang")), seconds))
        .orElseGet(() -> new Execution.Silent(NO_ANSWER, seconds));
  }

  private static Optional<PromiseCache> cache(Map<String, Object> json, PromiseMode mode, double now) {
    if (json.get("is_tested") instanceof Boolean tested
        && json.get("is_anomaly_detected") instanceof Boolean anomalyDetected
        && json.get("periodicity") instanceof Number periodicity
        && json.get("module_file") instanceof String module
        && json.get("module_file_mtime") instanceof Number mtime) {
      return Optional.of(PromiseCache.startingAt(
          now, mode, tested, anomalyDetected, periodicity, Path.of(module), mtime.doubleValue()));
    }
    return Optional.empty();
  }

  /** The host of the partition's plugins, made for the first of them; another one when it has died. */
  private PluginHost host(PromiseSubject subject, PromiseFile.Plugin promise) throws IOException {
    hostsLock.lock();
    try {
      PluginHost known = hosts.get(subject.folder());
      if (known != null && !known.isGone()) {
        return known;
      }
      if (known != null) {
        known.close();
      }
      var setup = new LinkedHashMap<String, Object>();
      setup.put("source", PythonBridge.SOURCE);
      setup.put("mark", Dialogue.markVariable());
      setup.put("plugin", promise.path().toString());
      setup.put("library", PythonBridge.library());
      Dialogue dialogue = runner.talk(commands.of(List.of(python(subject).toString(), "-c", PythonBridge.SOURCE), subject));
      PluginHost made = PluginHost.prepare(dialogue, setup);
      hosts.put(subject.folder(), made);
      return made;
    } finally {
      hostsLock.unlock();
    }
  }

  /** Ends what was started for the plugins of a partition. */
  void end(PromiseSubject subject) throws IOException {
    PluginHost host = hosts.remove(subject.folder());
    if (host != null) {
      host.close();
    }
  }

  /** The release's own; one without a Python of its own gets the agent's. */
  Path python(PromiseSubject subject) {
    return Shebang.python(subject.buildout()).orElse(settings.fallbackPython());
  }

  private Map<String, Object> request(
      PromiseFile promise, PromiseSubject subject, PromiseState state, PromiseMode mode, String word) {
    var configuration = new LinkedHashMap<String, Object>();
    configuration.put("name", promise.name());
    configuration.put("path", promise.path().toString());
    configuration.put("log-folder", state.folder("log").toString());
    configuration.put("partition-folder", subject.folder().toString());
    configuration.put("debug", Optional.empty());
    configuration.put("promise-timeout", commands.timeoutSeconds());
    configuration.put("master-url", settings.masterUrl());
    configuration.put("partition-cert", settings.certificate(subject.partition(), "crt"));
    configuration.put("partition-key", settings.certificate(subject.partition(), "key"));
    configuration.put("partition-id", subject.partition());
    configuration.put("computer-id", settings.computerId());
    configuration.put("slapgrid-version", PluginSettings.REFERENCE_VERSION);
    var request = new LinkedHashMap<String, Object>();
    request.put("word", word);
    request.put("anomaly", mode == PromiseMode.ANOMALY);
    request.put("configuration", configuration);
    return request;
  }
}
