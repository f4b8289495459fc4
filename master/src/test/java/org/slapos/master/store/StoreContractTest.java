package org.slapos.master.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slapos.master.domain.Claim;
import org.slapos.master.domain.Command;
import org.slapos.master.domain.Computer;
import org.slapos.master.domain.Installation;
import org.slapos.master.domain.MapRegister;
import org.slapos.master.domain.NetworkAddress;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.Register;
import org.slapos.master.domain.ReleaseRoot;
import org.slapos.master.domain.Timestamp;
import org.slapos.slap.RequestedState;
import org.slapos.slap.SoftwareRelease;

/** The database answers every question as the register in memory does, whatever happened before. */
class StoreContractTest {
  private static final List<String> COMPUTERS = List.of("COMP-0", "COMP-1");
  private static final List<String> TITLES = List.of("a", "b", "c", "");
  private static final List<String> RELEASES = List.of("http://sr.example/a.cfg", "/srv/b.cfg");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"SQLITE, 1", "SQLITE, 2", "SQLITE, 3", "SQLITE, 4", "POSTGRESQL, 1", "POSTGRESQL, 5"})
  void agrees_with_the_model_after_every_command(TestDatabase database, long seed) {
    var random = new Random(seed);
    var model = new MapRegister();
    var clock = new Object() {
      long micros = 1_000_000;
    };
    try (var store =
        Store.open(database.make(folder), () -> Instant.EPOCH.plusNanos(clock.micros * 1000))) {
      for (int i = 0; i < 250; i++) {
        clock.micros += random.nextInt(3);
        var command = command(random);
        var expected = model.execute(command, new Timestamp(clock.micros));
        assertThat(store.execute(command, "test")).as("%s: %s", i, command).isEqualTo(expected);
        assertThat(store.read(StoreContractTest::everything)).as("%s: %s", i, command).isEqualTo(everything(model));
      }
    }
  }

  private static List<Object> everything(Register register) {
    return List.of(
        register.releaseRoot(), register.installations(), register.computers(), register.roots(), register.sharedRoots(),
        perComputer(register), perTitle(register));
  }

  private static List<Object> perComputer(Register register) {
    return COMPUTERS.stream()
        .<Object>map(computer -> List.of(
            register.computer(computer),
            register.partitions(computer),
            register.firstFree(computer),
            register.installations(computer),
            RELEASES.stream().map(url -> register.installation(computer, url)).toList(),
            RELEASES.stream()
                .map(url -> List.of(
                    register.host(computer, url, Optional.empty(), Optional.empty()),
                    register.host(computer, url, Optional.of("t"), Optional.of("slappart1"))))
                .toList(),
            places(computer).stream()
                .map(id -> List.of(
                    register.partition(id), register.instance(id), register.addresses(id), register.listedOn(id),
                    register.sharedOf(id)))
                .toList()))
        .toList();
  }

  private static List<Object> perTitle(Register register) {
    return TITLES.stream()
        .<Object>map(title -> List.of(
            register.members(title),
            TITLES.stream().filter(other -> !other.isEmpty()).map(other -> register.instance(title, other)).toList(),
            register.shared("COMP-0", title + "_s")))
        .toList();
  }

  private static List<PartitionId> places(String computer) {
    return IntStream.range(0, 5).mapToObj(i -> new PartitionId(computer, "slappart" + i)).toList();
  }

  private static Command command(Random random) {
    var place = new PartitionId(pick(COMPUTERS, random), "slappart" + random.nextInt(5));
    return switch (random.nextInt(17)) {
      case 0 -> format(place.computer(), random);
      case 1 -> new Command.Supply(installation(place.computer(), random));
      case 2 -> new Command.ReportReleaseDestroyed(place.computer(), pick(RELEASES, random));
      case 3 -> new Command.Bang(place);
      case 4 -> new Command.Rename(place, pick(TITLES, random));
      case 5 -> new Command.ReportDestroyed(place);
      case 6 -> new Command.Publish(place, "<c" + random.nextInt(2) + "/>");
      case 7 -> new Command.PublishShared(place, pick(TITLES, random) + "_s", "<c" + random.nextInt(2) + "/>");
      case 8, 9, 10 ->
          new Command.RequestShared(
              claim(place, random), "s", pick(RELEASES, random), random.nextBoolean() ? "t" : "",
              "<marshal><int>" + random.nextInt(2) + "</int></marshal>", place.computer(),
              random.nextInt(4) == 0 ? Optional.of(place.partition()) : Optional.empty(), random.nextInt(4) == 0);
      case 11 -> moveReleases(pick(List.of("/srv", "/opt"), random), random.nextInt(4) == 0);
      default ->
          new Command.RequestInstance(
              claim(place, random), pick(TITLES, random), pick(RELEASES, random),
              random.nextBoolean() ? Optional.of("t") : Optional.empty(), "default",
              "<p" + random.nextInt(2) + "/>", place.computer(), state(random));
    };
  }

  private static Command moveReleases(String root, boolean onlyOld) {
    return new Command.MoveReleases(new ReleaseRoot(Path.of(root)), path -> onlyOld && path.startsWith("/srv"));
  }

  private static Command format(String computer, Random random) {
    var partitions =
        IntStream.range(0, 5)
            .filter(i -> random.nextInt(5) > 0)
            .mapToObj(i -> new Command.FormattedPartition(
                "slappart" + i,
                List.of(
                    new NetworkAddress("tap" + i, "10.0.0." + random.nextInt(3), Optional.of("255")),
                    new NetworkAddress("tap" + i, "fd00::" + i, Optional.empty()))))
            .toList();
    return new Command.Format(new Computer(computer, Optional.of("127.0.0.1"), Optional.empty()), partitions);
  }

  private static Installation installation(String computer, Random random) {
    return new Installation(
        computer, pick(RELEASES, random), pick(List.of(SoftwareRelease.State.values()), random));
  }

  private static Claim claim(PartitionId place, Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> Claim.Nobody.NOBODY;
      case 1 -> new Claim.Form(place);
      default -> new Claim.Header(Optional.of(place.computer()), Optional.of(place.partition()));
    };
  }

  private static Optional<RequestedState> state(Random random) {
    return random.nextInt(3) == 0 ? Optional.of(pick(List.of(RequestedState.values()), random)) : Optional.empty();
  }

  private static <T> T pick(List<T> items, Random random) {
    return items.get(random.nextInt(items.size()));
  }
}
