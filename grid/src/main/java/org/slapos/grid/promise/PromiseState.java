package org.slapos.grid.promise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.files.AtomicFile;
import org.slapos.files.AtomicFolder;
import org.slapos.grid.files.Trees;
import org.slapos.grid.process.Privileges;

/** The state files of a partition's promises, owned by the partition's user. */
final class PromiseState {
  private static final List<String> FORMER =
      List.of("history", "promise_status.json", "promise_stats.json", "global.json", "public.json");

  private static final String KEPT = "\"failed\": false";

  private final PromiseSubject subject;
  private final Privileges privileges;
  private final Clock clock;

  PromiseState(PromiseSubject subject, Privileges privileges, Clock clock) {
    this.subject = subject;
    this.privileges = privileges;
    this.clock = clock;
  }

  /** Makes the folder of results. Where there is one, nothing is to be written before {@link #prepareForRun}. */
  void prepare() throws IOException {
    if (!Files.isDirectory(folder("result"), LinkOption.NOFOLLOW_LINKS)) {
      create();
    }
  }

  private void create() throws IOException {
    create(subject.folder().resolve(".slapgrid"), "rwxr-xr-x");
    create(subject.state(), "rwxr-xr-x");
    create(folder("result"), "rwx------");
  }

  /** Only promises that run need these two; what versions before 1.22 kept beside them goes, as there. */
  void prepareForRun() throws IOException {
    create();
    for (String old : FORMER) {
      Trees.delete(folder(old));
    }
    create(folder("cache"), "rwx------");
    create(folder("log"), "rwx------");
  }

  private void create(Path path, String mode) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      AtomicFolder.create(path, mode, made -> privileges.giveTo(made, subject.folder()));
    }
  }

  Path folder(String name) {
    return subject.state().resolve(name);
  }

  Optional<PromiseCache> cache(PromiseFile promise) throws IOException {
    return PromiseCache.read(folder("cache").resolve(promise.title()), promise.path());
  }

  void save(PromiseFile promise, PromiseCache cache) throws IOException {
    write(folder("cache").resolve(promise.title()), cache.json());
  }

  /** The saved result; a warning and nothing for a broken file. */
  Optional<PromiseResult> result(PromiseFile promise) throws IOException {
    Path file = resultFile(promise);
    return result(PromiseCache.content(file), file);
  }

  /**
   * Whether the saved result says in the words of both writers that the promise was kept; within a text these words would
   * be escaped. A pass asks this of every promise, and reads the file whole only if not.
   */
  boolean isKept(PromiseFile promise) throws IOException {
    return PromiseCache.content(resultFile(promise)).filter(text -> text.contains(KEPT) && text.endsWith("}")).isPresent();
  }

  private Optional<PromiseResult> result(Optional<String> text, Path file) {
    Optional<PromiseResult> result = text.flatMap(PythonJson::readObject)
        .flatMap(json -> json.get("result") instanceof Map<?, ?> found ? PromiseResult.of(found) : Optional.empty());
    if (text.isPresent() && result.isEmpty()) {
      subject.log().warn("Bad promise JSON result at '%s': not a result".formatted(file));
    }
    return result;
  }

  void save(PromiseFile promise, PromiseResult result, double executionSeconds) throws IOException {
    write(resultFile(promise), result.json(promise, executionSeconds));
  }

  private Path resultFile(PromiseFile promise) {
    return folder("result").resolve(PromiseTitle.resultFile(promise.title()));
  }

  PromiseLog log(PromiseFile promise) {
    return new PromiseLog(folder("log").resolve(promise.title() + ".log"), clock.getZone());
  }

  void giveLogAway(PromiseFile promise) throws IOException {
    privileges.giveTo(log(promise).file(), subject.folder());
  }

  private void write(Path file, String content) throws IOException {
    AtomicFile.write(file, content, "rw-r--r--", made -> privileges.giveTo(made, subject.folder()));
  }
}
