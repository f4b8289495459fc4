package org.slapos.grid.promise;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slapos.grid.files.Fingerprint;

/**
 * The promises of a partition at a look that found nothing to do: none due, all kept. While no file is another one and
 * none has become due, the next look finds the same, and need not read them.
 *
 * @param until seconds since 1970 at which the first becomes due
 * @param fingerprint of their folders, of themselves and of their state files
 */
public record QuietPromises(List<String> plugins, List<String> executables, double until, long fingerprint) {
  private static final Path RESULTS = Path.of("result");
  private static final Path CACHES = Path.of("cache");

  /** Empty if one of the files is so new that it may change without a sign. */
  static Optional<QuietPromises> of(PromiseSubject subject, List<PromiseFile> promises, double until, long nowMillis)
      throws IOException {
    var plugins = new ArrayList<String>();
    var executables = new ArrayList<String>();
    for (PromiseFile promise : promises) {
      (promise instanceof PromiseFile.Plugin ? plugins : executables).add(promise.name());
    }
    var found = new Fingerprint();
    return look(subject, plugins, executables, found) && found.isSettled(nowMillis)
        ? Optional.of(new QuietPromises(plugins, executables, until, found.value())) : Optional.empty();
  }

  /** Whether a look would find now what was found then. */
  boolean holds(PromiseSubject subject, double now) throws IOException {
    var found = new Fingerprint();
    return now < until && look(subject, plugins, executables, found) && found.value() == fingerprint;
  }

  int count() {
    return plugins.size() + executables.size();
  }

  /** False if an executable is one no more, of which its times say nothing. */
  private static boolean look(
      PromiseSubject subject, List<String> plugins, List<String> executables, Fingerprint found) throws IOException {
    Path pluginFolder = subject.plugins();
    Path executableFolder = subject.executables();
    Path caches = subject.state().resolve(CACHES);
    Path results = subject.state().resolve(RESULTS);
    found.add(pluginFolder).add(executableFolder);
    for (String name : plugins) {
      addFiles(name, pluginFolder.resolve(name), caches, results, found);
    }
    for (String name : executables) {
      Path executable = executableFolder.resolve(name);
      addFiles(name, executable, caches, results, found);
      if (!Files.isExecutable(executable)) {
        return false;
      }
    }
    return true;
  }

  private static void addFiles(String name, Path promise, Path caches, Path results, Fingerprint found)
      throws IOException {
    String title = PromiseTitle.of(name);
    found.add(promise)
        .add(caches.resolve(title), LinkOption.NOFOLLOW_LINKS)
        .add(results.resolve(PromiseTitle.resultFile(title)), LinkOption.NOFOLLOW_LINKS);
  }

  /** What {@link #write} wrote. */
  public static QuietPromises read(DataInputStream in) throws IOException {
    return new QuietPromises(names(in), names(in), in.readDouble(), in.readLong());
  }

  public void write(DataOutputStream out) throws IOException {
    names(out, plugins);
    names(out, executables);
    out.writeDouble(until);
    out.writeLong(fingerprint);
  }

  private static List<String> names(DataInputStream in) throws IOException {
    int count = in.readInt();
    var names = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      names.add(in.readUTF());
    }
    return names;
  }

  private static void names(DataOutputStream out, List<String> names) throws IOException {
    out.writeInt(names.size());
    for (String name : names) {
      out.writeUTF(name);
    }
  }
}
