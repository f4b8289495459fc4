package org.slapos.grid.supervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slapos.grid.process.AgentStoppingException;

/**
 * Who changes which groups of supervisord: an update finds the changes of all partitions, but a service that takes its time
 * to stop must hold up its own partition only. Other processes wait meanwhile. One for each supervisord; thread-safe.
 */
final class GroupReservations {
  /** By the file that keeps other processes away. */
  private static final Map<Path, GroupReservations> ALL = new ConcurrentHashMap<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private final Set<String> owners = new HashSet<>();
  private final Set<String> strays = new HashSet<>();
  private final UpdateLock process;

  private GroupReservations(Path lockFile) {
    this.process = new UpdateLock(lockFile);
  }

  static GroupReservations of(SupervisorLayout layout) {
    return ALL.computeIfAbsent(layout.updateLock(), GroupReservations::new);
  }

  /** What one thread keeps to itself until it is closed. */
  final class Reservation implements AutoCloseable {
    private final String owner;
    private final Set<String> taken = new HashSet<>();

    private Reservation(String owner) {
      this.owner = owner;
    }

    /** Looks for changes and leaves out those that are another's; groups of nobody are taken over. */
    Supervisord.Changes claim(Supplier<Supervisord.Changes> look) {
      lock.lock();
      try {
        Supervisord.Changes all = look.get();
        return new Supervisord.Changes(mine(all.added()), mine(all.changed()), mine(all.removed()));
      } finally {
        lock.unlock();
      }
    }

    private List<String> mine(List<String> groups) {
      return groups.stream().filter(this::take).toList();
    }

    private boolean take(String group) {
      if (belongs(group, owner) || taken.contains(group)) {
        return true;
      }
      if (strays.contains(group) || owners.stream().anyMatch(other -> belongs(group, other))) {
        return false;
      }
      strays.add(group);
      taken.add(group);
      return true;
    }

    @Override
    public void close() throws IOException {
      lock.lock();
      try {
        owners.remove(owner);
        strays.removeAll(taken);
        released.signalAll();
        process.leave();
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Reserves the groups of a partition: the one of its name and those with a suffix. Waits for who has them.
   *
   * @throws AgentStoppingException if interrupted
   */
  Reservation reserve(String owner) throws IOException {
    lock.lock();
    try {
      while (owners.contains(owner) || strays.stream().anyMatch(group -> belongs(group, owner))) {
        released.await();
      }
      process.enter();
      owners.add(owner);
      return new Reservation(owner);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentStoppingException();
    } finally {
      lock.unlock();
    }
  }

  private static boolean belongs(String group, String owner) {
    return group.equals(owner) || group.startsWith(owner + "-");
  }
}
