package org.slapos.grid.instance;

import org.slapos.grid.log.GridLog;
import org.slapos.grid.promise.PromiseSubject;
import org.slapos.grid.software.SoftwareFolder;

/** What the promise package has to know of a partition. */
final class PromiseSubjects {
  private PromiseSubjects() {}

  static PromiseSubject of(PartitionTask task) {
    return of(task.partition(), task.software(), task.log());
  }

  static PromiseSubject of(Partition partition, SoftwareFolder software, GridLog log) {
    return new PromiseSubject(partition.id(), partition.folder().path(), software.buildout(),
        message -> partition.remote().bang(message), log);
  }
}
