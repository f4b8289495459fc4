package org.slapos.grid.files;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A number for the state of several files that is another one when one of them was written, replaced, made or removed.
 * It comes from their times, lengths and inodes: a call of the system each, where reading them takes five.
 */
public final class Fingerprint {
  /** A file written later than this before it was looked at may be written again without a change of its time. */
  private static final long SETTLED = TimeUnit.SECONDS.toNanos(2);

  private static final long ABSENT = 0x6a09e667f3bcc909L;
  private static final long FACTOR = 0x9e3779b97f4a7c15L;

  private long value;
  private long newest;

  /** Adds a file or folder, which need not be there; order counts. */
  public Fingerprint add(Path path, LinkOption... options) throws IOException {
    @Nullable BasicFileAttributes found =
        path.getFileSystem().provider().readAttributesIfExists(path, BasicFileAttributes.class, options);
    if (found == null) {
      mix(ABSENT);
      return this;
    }
    return add(found);
  }

  /** Adds what is known of a file already. */
  public Fingerprint add(BasicFileAttributes file) {
    long modified = file.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    newest = Math.max(newest, modified);
    mix(modified);
    mix(file.size());
    mix(Objects.hashCode(file.fileKey()));
    return this;
  }

  private void mix(long part) {
    long mixed = (value ^ part) * FACTOR;
    value = mixed ^ (mixed >>> 32);
  }

  public long value() {
    return value;
  }

  /** Whether a later change cannot go unseen: no file was written just before now, or after. */
  public boolean isSettled(long nowMillis) {
    return newest < TimeUnit.MILLISECONDS.toNanos(nowMillis) - SETTLED;
  }
}
