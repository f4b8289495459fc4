package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.Slap;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.classic.ClassicSlap;
import org.slapos.testing.reference.ReferenceEnvironment;
import org.slapos.testing.reference.ReferenceVersion;

/** The commands and the library of the reference, old and new, as clients of our Master. */
class RealClientsAgainstOurMasterTest {
  private static final String RELEASE = "http://sr.example/demo/software.cfg";

  @TempDir
  private Path folder;

  private ReferenceEnvironment reference;
  private TestNode node;
  private Slap slap;

  @ParameterizedTest
  @EnumSource(ReferenceVersion.class)
  void the_life_of_an_instance_is_the_same_as_with_their_own_master(ReferenceVersion version) throws IOException {
    reference = AssumedReference.of(version);
    try (var master = Master.start(MasterSettings.local(folder.resolve("master.db"), 0, TestNode.COMPUTER))) {
      node = TestNode.in(folder, master.url().toString(), 3);
      slap = ClassicSlap.connect(ConnectionSettings.of(master.url().toString()), Map.of());
      node.slapos("node", "format", "--now").ended(0);

      supplies();
      requestsAndReadsConnectionParameters();
      usesASharedInstance(version);
      bangs();
      listsItsServices();
      destroys();
      removes();
    }
  }

  private void supplies() {
    client("supply", RELEASE, TestNode.COMPUTER).ended(0);
    assertThat(slap.registerComputer(TestNode.COMPUTER).softwareReleases())
        .singleElement()
        .satisfies(release -> assertThat(release.url()).isEqualTo(RELEASE))
        .satisfies(release -> assertThat(release.state()).isEqualTo(SoftwareRelease.State.AVAILABLE));
  }

  private void requestsAndReadsConnectionParameters() {
    var first = client("request", "shop", RELEASE, "--parameters", "colour=blü", "size=<5>").ended(0);
    assertThat(first.err()).contains("State is : started.", "{}");
    assertThat(partition("slappart0").instanceParameters().text("colour")).contains("blü");
    python("""
        partition = slap.registerComputerPartition('COMP-0', 'slappart0')
        assert partition.getInstanceParameterDict()['size'] == '<5>', partition.getInstanceParameterDict()
        assert partition.getState() == 'started'
        assert partition.getSoftwareRelease().getURI() == '%s'
        partition.setConnectionDict({'url': 'http://[::1]:80/é', 'n': 5})
        partition.started()
        """.formatted(RELEASE));
    var again = client("request", "shop", RELEASE, "--parameters", "colour=blü", "size=<5>").ended(0);
    assertThat(again.err()).contains("{'n': '5', 'url': 'http://[::1]:80/é'}");
  }

  /** The old command cannot tell a ready shared instance from one that is not, and says so with 2. */
  private void usesASharedInstance(ReferenceVersion version) {
    client("request", "guest", RELEASE, "--slave", "--parameters", "name=g").ended(version == ReferenceVersion.NEW ? 0 : 2);
    python("""
        host = slap.registerComputerPartition('COMP-0', 'slappart0')
        slaves = host.getInstanceParameterDict()['slave_instance_list']
        assert len(slaves) == 1 and slaves[0]['name'] == 'g', slaves
        host.setConnectionDict({'url': 'http://guest/'}, slave_reference=slaves[0]['slave_reference'])
        guest = slap.registerOpenOrder().request('%s', 'guest', {'name': 'g'}, shared=True)
        assert guest.getConnectionParameterDict() == {'url': 'http://guest/'}, guest.getConnectionParameterDict()
        """.formatted(RELEASE));
  }

  private void bangs() {
    String before = timestamp();
    python("slap.registerComputerPartition('COMP-0', 'slappart0').bang('something is wrong')");
    assertThat(Double.parseDouble(timestamp())).isGreaterThan(Double.parseDouble(before));
    assertThat(client("node", "bang", "-m", "reboot").ended(0).out()).contains("Bang with message 'reboot'");
  }

  private void listsItsServices() {
    assertThat(client("service", "list").ended(0).out()).contains("shop", RELEASE);
    assertThat(client("service", "info", "shop").ended(0).out()).contains("colour", "started");
    client("service", "info", "nothing").ended(2);
    assertThat(client("computer", "list").ended(0).out()).contains(TestNode.COMPUTER);
    assertThat(client("computer", "info", TestNode.COMPUTER).ended(0).out()).contains(TestNode.COMPUTER);
    assertThat(client("computer", "token").ended(0).out()).contains("no-token-needed");
    python("""
        import json
        status = slap.registerComputerPartition('COMP-0', 'slappart0').getStatus()
        text = status['text'] if isinstance(status, dict) else status
        assert text is None or text.startswith('#'), status
        assert slap.registerComputer('COMP-0').getStatus()['text'].startswith('#'), 'no status'
        assert slap.getOpenOrderDict()['shop']._software_release_url == '%s'
        partition = slap.registerComputerPartition('COMP-0', 'slappart0')
        assert partition.getFullHostingIpAddressList(), 'no addresses'
        """.formatted(RELEASE));
  }

  private void destroys() {
    client("request", "shop", RELEASE, "--state", "destroyed").ended(0);
    python("""
        partition = [p for p in slap.registerComputer('COMP-0').getComputerPartitionList() if p.getId() == 'slappart0'][0]
        assert partition.getState() == 'destroyed', partition.getState()
        partition.stopped()
        partition.destroyed()
        """);
    assertThat(slap.registerComputer(TestNode.COMPUTER).partitions())
        .allSatisfy(partition -> assertThat(partition.softwareRelease()).isEmpty());
  }

  private void removes() {
    client("remove", RELEASE, TestNode.COMPUTER).ended(0);
    python("""
        for release in slap.registerComputer('COMP-0').getSoftwareReleaseList():
          assert release.getState() == 'destroyed', release.getState()
          release.destroyed()
        """);
    assertThat(slap.registerComputer(TestNode.COMPUTER).softwareReleases()).isEmpty();
  }

  private String timestamp() {
    return partition("slappart0").instanceParameters().text("timestamp").orElseThrow();
  }

  private ComputerPartition partition(String id) {
    List<ComputerPartition> partitions = slap.registerComputer(TestNode.COMPUTER).partitions();
    return partitions.stream().filter(partition -> partition.id().equals(id)).findFirst().orElseThrow();
  }

  private CommandRun client(String... arguments) {
    return node.run(reference.executable("slapos"), arguments);
  }

  /** Runs a piece of Python with {@code slap} connected. */
  private void python(String script) {
    try {
      Path file = Files.writeString(folder.resolve("script.py"), """
          import slapos.slap
          slap = slapos.slap.slap()
          slap.initializeConnection('%s')
          %s""".formatted(masterUrl(), script));
      node.run(reference.executable("python"), file.toString()).ended(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String masterUrl() throws IOException {
    return Files.readString(node.configuration()).lines()
        .filter(line -> line.startsWith("master_url"))
        .map(line -> line.substring(line.indexOf('=') + 1).strip())
        .findFirst()
        .orElseThrow();
  }
}
