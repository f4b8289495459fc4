package org.slapos.grid.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slapos.grid.GridSettings;
import org.slapos.files.AtomicFile;
import org.slapos.files.ForeignFile;
import org.slapos.grid.process.Privileges;

/** Links the partition to its release and writes its profile. */
final class ProfileStep implements PartitionStep {
  private final GridSettings settings;
  private final Privileges privileges;

  ProfileStep(GridSettings settings, Privileges privileges) {
    this.settings = settings;
    this.privileges = privileges;
  }

  @Override
  public void run(PartitionTask task) throws IOException {
    link(task);
    Path template = CheckStep.template(task)
        .orElseThrow(() -> new NoSuchFileException(task.software().path().resolve("instance.cfg").toString()));
    task.log().debug("Copying '%s' to '%s'".formatted(template, task.folder().profile()));
    String tail = InstanceProfile.tail(settings, task.id(), task.softwareUrl(), task.goal().requestedState());
    AtomicFile.write(
        task.folder().profile(), joined(template, tail), "rw-r-----",
        file -> privileges.giveToGroup(file, task.folder().path()));
  }

  /** The template byte by byte: in which encoding it is written is between the release and its buildout. */
  private static byte[] joined(Path template, String tail) throws IOException {
    if (Files.size(template) > ForeignFile.LARGEST) {
      throw new IOException("%s has %d bytes, which is no profile".formatted(template, Files.size(template)));
    }
    var joined = new ByteArrayOutputStream();
    Files.copy(template, joined);
    joined.writeBytes(tail.getBytes(UTF_8));
    return joined.toByteArray();
  }

  /** Somebody who put a folder in the link's place had a reason. */
  private void link(PartitionTask task) throws IOException {
    Path link = task.folder().softwareLink();
    if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
      return;
    }
    Path beside = link.resolveSibling(".software_release.new");
    Files.deleteIfExists(beside);
    Files.createSymbolicLink(beside, task.software().path());
    privileges.giveTo(beside, task.folder().path());
    Files.move(beside, link, StandardCopyOption.ATOMIC_MOVE);
  }
}
