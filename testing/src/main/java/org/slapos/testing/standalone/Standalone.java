package org.slapos.testing.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slapos.format.FormatSettings;
import org.slapos.format.Formatter;
import org.slapos.format.HostFacts;
import org.slapos.grid.GridSettings;
import org.slapos.grid.PassResult;
import org.slapos.grid.Slapgrid;
import org.slapos.grid.python.InterpreterFinder;
import org.slapos.grid.python.PythonToolsInstaller;
import org.slapos.grid.software.SoftwareFolder;
import org.slapos.grid.supervisor.SupervisorLayout;
import org.slapos.grid.supervisor.Supervisord;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.slap.ComputerListing;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.RequestedState;
import org.slapos.slap.Slap;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.classic.ClassicSlap;
import org.slf4j.LoggerFactory;

/**
 * A Master and a node in one folder and this process: installs software releases with the real buildout, deploys instances
 * under the real supervisord, checks their promises. Everything runs as the account of this process; nothing needs root.
 *
 * <pre>{@code
 * try (var slapos = Standalone.start()) {
 *   slapos.install("/home/ada/shop/software.cfg");
 *   var shop = slapos.deploy(InstanceRequest.of("/home/ada/shop/software.cfg", "shop"), Duration.ofMinutes(2));
 *   System.out.println(shop.connectionParameters());
 * }
 * }</pre>
 *
 * Thread-safe; passes of the node run one after the other. Services that end by themselves are not told to the Master: look
 * at {@link #services}.
 */
public final class Standalone implements AutoCloseable {
  private static final String COMPUTER = "local";
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(500);
  /** The node's memory of disks is of servers; a test machine may have less. */
  private static final GridSettings.Limits LIMITS = new GridSettings.Limits(
      GridSettings.Limits.DEFAULT.maximumPeriodicity(), GridSettings.Limits.DEFAULT.promiseTimeout(), Optional.empty(), 0, 0,
      1);

  private final StandaloneSettings settings;
  private final StandaloneFolder folder;
  private final Master master;
  private final URI masterUrl;
  private final Slap slap;
  private final RecentLines lines = new RecentLines();
  private final ReentrantLock passes = new ReentrantLock();
  private final Thread lastResort;
  private boolean closed;

  private Standalone(StandaloneSettings settings, StandaloneFolder folder, Master master) {
    this.settings = settings;
    this.folder = folder;
    this.master = master;
    this.masterUrl = master.url();
    this.slap = ClassicSlap.connect(
        ConnectionSettings.of(masterUrl.toString()).withRestUrl(masterUrl.resolve("hateoas")), settings.environment());
    this.lastResort = Thread.ofPlatform().name("standalone's end").unstarted(
        () -> new SupervisorEnd(folder.instances(), STOP_PATIENCE).kill());
  }

  /** Starts one with {@link StandaloneSettings#usual()}. */
  public static Standalone start() {
    return start(StandaloneSettings.usual());
  }

  /**
   * Starts the Master and formats the node; supervisord comes with the first instance. The first start on a machine makes
   * the Python environment.
   *
   * @throws org.slapos.grid.python.PythonToolsException if there is no Python, or it cannot be prepared
   */
  public static Standalone start(StandaloneSettings settings) {
    var finder = new InterpreterFinder(settings.environment(), false);
    new PythonToolsInstaller(finder::find, LoggerFactory.getLogger("slapos")::info).prepare(settings.pythonTools());
    try {
      StandaloneFolder folder = StandaloneFolder.make(settings.folder());
      Master master = Master.start(MasterSettings.local(folder.database(), 0, COMPUTER));
      var standalone = new Standalone(settings, folder, master);
      try {
        standalone.format();
        Runtime.getRuntime().addShutdownHook(standalone.lastResort);
        return standalone;
      } catch (IOException | RuntimeException e) {
        standalone.end();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("SlapOS cannot be set up: " + e.getMessage(), e);
    }
  }

  private void format() throws IOException {
    var files = new FormatSettings.Files(
        folder.computerXml(), Optional.empty(), Optional.of(folder.definition(settings.partitions())), Optional.empty(),
        Optional.empty());
    var network = new FormatSettings.Network(
        false, Optional.empty(), Optional.empty(), Optional.empty(), new FormatSettings.Taps(false, "", false),
        new FormatSettings.Tuns(false, false), false, Integer.SIZE / 2, false);
    var format = new FormatSettings(
        COMPUTER, folder.instances(), folder.software(), files, Optional.empty(), false, network, settings.partitions(),
        new FormatSettings.Names("slappart", "slapuser", "slaptap", "slapsoft"));
    var formatter = new Formatter(format, HostFacts.ofThisMachine("standalone"), Clock.system(ZoneId.systemDefault()));
    if (formatter.format(slap.registerComputer(COMPUTER)::updateConfiguration, masterUrl.toString())
        == Formatter.Outcome.OFFLINE) {
      throw new IOException("the Master does not take the partitions");
    }
  }

  /** The library, connected to this Master. */
  public Slap slap() {
    return slap;
  }

  /** The Master's URL, for other clients. */
  public URI masterUrl() {
    return masterUrl;
  }

  /** The reference of its only computer. */
  public String computerId() {
    return COMPUTER;
  }

  /**
   * Supplies a software release and builds it; quick when it is built already.
   *
   * @param softwareRelease URL or absolute path of its profile
   * @throws DeploymentException if the build fails; the message holds the end of its output
   */
  public void install(String softwareRelease) {
    requireOpen();
    slap.registerSupply().supply(softwareRelease, COMPUTER, SoftwareRelease.State.AVAILABLE);
    PassResult result = pass("software", Slapgrid::software);
    if (result.exitCode() != 0) {
      throw failure("The software release " + softwareRelease + " cannot be built", result);
    }
  }

  /**
   * Requests an instance, or changes it, and returns when it and all that it requests are deployed and their promises are
   * green.
   *
   * @return the partition as the Master knows it then, with what it published
   * @throws DeploymentException if that takes longer; the message says what was missing
   * @throws org.slapos.slap.NotFoundException if no partition is free
   */
  public ComputerPartition deploy(InstanceRequest request, Duration atMost) {
    ComputerPartition requested = slap.registerOpenOrder().request(request);
    settle(atMost);
    return request.shared()
        ? slap.registerOpenOrder().request(request)
        : slap.registerComputerPartition(requested.computerId(), requested.id());
  }

  /**
   * Runs passes of the node until one has nothing left to do: everything requested is deployed, promises are green.
   *
   * @throws DeploymentException if that takes longer
   */
  public void settle(Duration atMost) {
    requireOpen();
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      Optional<String> before = tag();
      PassResult result = pass("instance", Slapgrid::instance);
      if (result.exitCode() == 0 && isUnchanged(before)) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw failure("Not deployed within " + atMost.toSeconds() + " s", result);
      }
      if (result.exitCode() != 0) {
        rest();
      }
    }
  }

  /**
   * Destroys an instance: its services end and its partition is emptied.
   *
   * @throws DeploymentException if it cannot be emptied in that time
   */
  public void destroy(InstanceRequest request, Duration atMost) {
    slap.registerOpenOrder().request(request.withState(RequestedState.DESTROYED));
    settle(atMost);
    PassResult result = pass("report", Slapgrid::report);
    if (result.exitCode() != 0) {
      throw failure("The partition of " + request.reference() + " cannot be emptied", result);
    }
  }

  private Optional<String> tag() {
    return slap.registerComputer(COMPUTER).listing(Optional.empty()) instanceof ComputerListing.Current current
        ? current.tag()
        : Optional.empty();
  }

  private boolean isUnchanged(Optional<String> tag) {
    return slap.registerComputer(COMPUTER).listing(tag) instanceof ComputerListing.Unchanged;
  }

  private static void rest() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeploymentException("Interrupted");
    }
  }

  private PassResult pass(String name, Function<Slapgrid, PassResult> work) {
    passes.lock();
    try {
      requireOpen();
      lines.clear();
      GridSettings forPass = GridSettings
          .of(COMPUTER, masterUrl.toString(), folder.software(), folder.instances(), settings.pythonTools())
          .withAgentEnvironment(settings.environment())
          .withRootCheck(false)
          .withPidFile(folder.pidFile(name))
          .withWatchdogProgram("/bin/false")
          .with(LIMITS);
      return work.apply(new Slapgrid(forPass, slap, Clock.system(ZoneId.systemDefault()), lines));
    } finally {
      passes.unlock();
    }
  }

  private void requireOpen() {
    passes.lock();
    try {
      if (closed) {
        throw new IllegalStateException("this standalone is closed");
      }
    } finally {
      passes.unlock();
    }
  }

  private DeploymentException failure(String what, PassResult result) {
    return new DeploymentException(
        what + ".\n" + String.join("\n", result.summary()).strip() + "\nThe node's last lines:\n" + lines.text());
  }

  /** The services and their states, such as {@code slappart0:httpd-on-watch RUNNING}; none before the first instance. */
  public List<String> services() {
    var layout = new SupervisorLayout(folder.instances());
    if (!layout.socket().toFile().exists()) {
      return List.of();
    }
    return Supervisord.at(layout.socket()).allProcesses().stream()
        .filter(process -> !process.group().equals("watchdog"))
        .map(process -> process.group() + ":" + process.name() + " " + process.stateName())
        .sorted()
        .toList();
  }

  /** Where a release is built. */
  public Path softwareFolder(String softwareRelease) {
    return SoftwareFolder.of(folder.software(), softwareRelease).path();
  }

  /** Where an instance is deployed: its {@code etc}, {@code var}, logs. */
  public Path partitionFolder(ComputerPartition partition) {
    return folder.instances().resolve(partition.id());
  }

  /** Ends services, supervisord and Master, and removes the folder if it is a temporary one. */
  @Override
  public void close() {
    passes.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      end();
      removeLastResort();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder.root() + " cannot be removed: " + e.getMessage(), e);
    } finally {
      passes.unlock();
    }
  }

  private void end() throws IOException {
    try (master) {
      new SupervisorEnd(folder.instances(), STOP_PATIENCE).end();
    }
    folder.remove();
  }

  private void removeLastResort() {
    try {
      Runtime.getRuntime().removeShutdownHook(lastResort);
    } catch (IllegalStateException ending) {
      // It runs already, and finds nothing to end.
      LoggerFactory.getLogger(Standalone.class).debug("Closed at the end of the process");
    }
  }
}
