package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.fakes.NodeDescription;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.slap.ChangeFeed;
import org.slapos.slap.ComputerListing;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.RequestedState;
import org.slapos.slap.Retries;
import org.slapos.slap.Slap;
import org.slapos.slap.SlapException;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.classic.ClassicSlap;
import org.slapos.slap.wire.Value;
import org.slapos.testing.reference.ProxyProcess;

/**
 * Every noun of the library and every method, used as somebody does who has but its public packages: against the real
 * slapproxy, and against our Master, which also answers what only a full Master does.
 */
class WholeLibraryTest {
  private static final String COMPUTER = "COMP-0";
  private static final String RELEASE = "http://sr.example/demo/software.cfg";

  @TempDir private Path folder;

  private final CallLog log = new CallLog();
  private boolean full;
  private Slap slap;

  @Test
  void every_method_works_with_the_real_slapproxy() {
    try (var proxy = ProxyProcess.start(AssumedReference.newest(), folder, """
        software_product_list =
          demo %s
        """.formatted(RELEASE))) {
      use(proxy.url(), false);
    }
  }

  @Test
  void every_method_works_with_our_master() {
    var settings = new MasterSettings(
        folder.resolve("ours.db"), MasterSettings.LOOPBACK, 0, COMPUTER, Map.of("demo", RELEASE));
    try (var master = Master.start(settings)) {
      use(master.url().toString(), true);
    }
  }

  private void use(String url, boolean fullMaster) {
    full = fullMaster;
    var settings = ConnectionSettings.of(url)
        .withRestUrl(URI.create(url + "hateoas"))
        .withRetries(Retries.USUAL)
        .withTimeout(Duration.ofSeconds(20));
    slap = log.of(ClassicSlap.connect(settings, Map.of()));

    aComputerIsFormatted();
    releasesAreSuppliedAndBuilt();
    productsAreFound();
    var root = anInstanceIsRequestedAndReported();
    partitionsRequestInTheirOwnName(root);
    sharedInstancesAreServed(root);
    theUsersViewComesThroughHateoas();
    changesAreWaitedFor(root);
    whatOnlyAFullMasterServes(root);
    oneConnectionServesManyThreads(root);
    theInstanceGoes(root);
    assertThat(log.missing()).isEmpty();
  }

  /** On a full Master as asserted; slapproxy refuses it as what a switch over outcomes can name. */
  private void onlyFull(ThrowingCallable use) {
    if (full) {
      assertThatCode(use).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(use).isInstanceOf(SlapException.class);
    }
  }

  private void aComputerIsFormatted() {
    var computer = slap.registerComputer(COMPUTER);
    assertThat(computer.id()).isEqualTo(COMPUTER);
    assertThat(computer.updateConfiguration(NodeDescription.of(COMPUTER, 12))).isEqualTo("done");
    assertThat(computer.partitions()).hasSize(12);
    var listing = computer.listing(Optional.empty());
    assertThat(listing).isInstanceOfSatisfying(ComputerListing.Current.class, current -> {
      assertThat(current.partitions()).hasSize(12);
      assertThat(computer.partitionsIn(current.document())).hasSize(12);
    });
    computer.bang("reboot");
    computer.reportUsage("");
  }

  private void releasesAreSuppliedAndBuilt() {
    assertThat(slap.registerSoftwareRelease(RELEASE).url()).isEqualTo(RELEASE);
    assertThatThrownBy(() -> slap.registerSoftwareRelease(RELEASE).computerId()).isInstanceOf(IllegalStateException.class);
    slap.registerSupply().supply(RELEASE, COMPUTER, SoftwareRelease.State.AVAILABLE);
    var release = slap.registerComputer(COMPUTER).softwareReleases().getFirst();
    assertThat(release.computerId()).isEqualTo(COMPUTER);
    assertThat(release.state()).isEqualTo(SoftwareRelease.State.AVAILABLE);
    assertThat(release.knownState()).isEmpty();
    release.building();
    release.error("no compiler");
    release.available();
    slap.registerSupply().supply(RELEASE, COMPUTER, SoftwareRelease.State.DESTROYED);
    slap.registerComputer(COMPUTER).softwareReleases().getFirst().destroyed();
    assertThat(slap.registerComputer(COMPUTER).softwareReleases()).isEmpty();
  }

  private void productsAreFound() {
    assertThat(slap.softwareReleasesOfProduct("demo")).containsExactly(RELEASE);
    assertThat(slap.softwareProducts().get("demo")).isEqualTo(RELEASE);
    assertThatThrownBy(() -> slap.softwareProducts().get("absent")).isInstanceOf(NotFoundException.class);
    onlyFull(() -> assertThat(slap.softwareReleasesOfSameProduct(RELEASE)).containsExactly(RELEASE));
  }

  private ComputerPartition anInstanceIsRequestedAndReported() {
    var requested = slap.registerOpenOrder().request(InstanceRequest.of(RELEASE, "root")
        .withParameters(Value.Dict.ofTexts(Map.of("colour", "blü"))));
    assertThat(requested.id()).isEqualTo("slappart0");
    assertThat(requested.computerId()).isEqualTo(COMPUTER);
    assertThat(requested.instanceGuid()).isEqualTo("COMP-0-slappart0");
    assertThat(requested.type()).isEqualTo("default");
    assertThat(requested.filter()).isEmpty();
    assertThat(requested.softwareRelease().orElseThrow().url()).isEqualTo(RELEASE);
    assertThat(requested.accessStatus()).isEmpty();

    var partition = slap.registerComputerPartition(COMPUTER, "slappart0");
    assertThat(partition.state()).isEqualTo("started");
    assertThat(partition.instanceParameters().text("colour")).contains("blü");
    partition.setConnectionParameters(Map.of("url", "http://[::1]/"));
    partition.started();
    partition.error("oops");
    partition.bang("again");
    partition.stopped();
    assertThat(partition.certificate().key()).isEmpty();
    var seen = slap.registerComputerPartition(COMPUTER, "slappart0");
    assertThat(seen.connectionParameters()).isEqualTo(Map.of("url", "http://[::1]/"));
    assertThat(seen.connectionParameter("url")).isEqualTo("http://[::1]/");
    assertThatThrownBy(() -> seen.connectionParameter("absent")).isInstanceOf(NotFoundException.class);
    return seen;
  }

  private void partitionsRequestInTheirOwnName(ComputerPartition root) {
    var child = root.request(InstanceRequest.of(RELEASE, "child").withType("other").withState(RequestedState.STOPPED));
    assertThat(child.state()).isEqualTo("stopped");
    root.rename("renamed");
    assertThat(slap.registerComputerPartition(COMPUTER, root.id()).instanceParameters().text("instance_title"))
        .contains("renamed");
    onlyFull(() -> root.setRelatedInstances(List.of("child")));
  }

  private void sharedInstancesAreServed(ComputerPartition host) {
    var request = InstanceRequest.of(RELEASE, "guest").asShared();
    slap.registerOpenOrder().request(request);
    var guests = (Value.ListValue) slap.registerComputerPartition(COMPUTER, host.id())
        .instanceParameters().get("slave_instance_list").orElseThrow();
    var guest = ((Value.Dict) guests.items().getFirst()).text("slave_reference").orElseThrow();
    host.setConnectionParameters(Map.of("url", "of the guest"), guest);
    assertThat(slap.registerOpenOrder().request(request).connectionParameters()).isEqualTo(Map.of("url", "of the guest"));
    host.error("the guest is unhappy", guest);
    // Only a Master that knows people renames the guest; these two rename the host, which is called so already.
    host.rename("renamed", guest);
  }

  private void theUsersViewComesThroughHateoas() {
    assertThat(slap.hateoasUrl()).isPresent();
    assertThat(slap.openOrders()).containsEntry("renamed", RELEASE);
    assertThat(slap.computers()).containsKey(COMPUTER);
    assertThat(slap.registerComputer(COMPUTER).information().reference()).isEqualTo(COMPUTER);
    assertThat(slap.registerOpenOrder().information("renamed").softwareReleaseUrl()).isEqualTo(RELEASE);
    onlyFull(() -> assertThat(slap.registerToken().request()).isNotEmpty());
  }

  private void changesAreWaitedFor(ComputerPartition root) {
    var changed = full ? ChangeFeed.Awaited.Changed.class : ChangeFeed.Awaited.Unsupported.class;
    for (var feed : List.of(slap.changesOfComputer(COMPUTER), slap.changesOfInstance(root.instanceGuid()))) {
      assertThat(feed.await(Optional.empty(), Duration.ofSeconds(1))).isInstanceOf(changed);
    }
  }

  private void whatOnlyAFullMasterServes(ComputerPartition root) {
    onlyFull(() -> assertThat(root.fullHostingIpAddresses()).isNotEmpty());
    onlyFull(() -> assertThat(slap.registerOpenOrder().requestComputer("COMP-0").id()).isEqualTo(COMPUTER));
    onlyFull(() -> slap.registerComputer(COMPUTER).status());
    onlyFull(() -> slap.registerComputer(COMPUTER).generateCertificate());
    onlyFull(() -> slap.registerComputer(COMPUTER).revokeCertificate());
    if (full) {
      assertThat(root.status().text("text")).isPresent();
    } else {
      assertThatThrownBy(root::status).isInstanceOf(SlapException.class);
    }
  }

  private void oneConnectionServesManyThreads(ComputerPartition root) {
    var lazy = slap.registerComputerPartition(COMPUTER, root.id());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = IntStream.range(0, 16).<Callable<String>>mapToObj(number -> () -> {
        // Eight titles, each by two threads at once; slapproxy locks nothing and is only read.
        if (full) {
          slap.registerOpenOrder().request(InstanceRequest.of(RELEASE, "thread-" + number % 8));
        }
        return lazy.state() + " " + lazy.instanceParameters().text("instance_title").orElse("");
      }).toList();
      assertThat(threads.invokeAll(calls)).extracting(future -> future.get()).containsOnly("started renamed");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (full) {
      assertThat(slap.openOrders().keySet().stream().filter(title -> title.startsWith("thread-"))).hasSize(8);
    }
  }

  private void theInstanceGoes(ComputerPartition root) {
    slap.registerOpenOrder().request(InstanceRequest.of(RELEASE, "renamed").withState(RequestedState.DESTROYED));
    slap.registerComputerPartition(COMPUTER, "slappart1").destroyed();
    root.destroyed();
    assertThat(slap.registerComputerPartition(COMPUTER, root.id()).softwareRelease()).isEmpty();
  }
}
