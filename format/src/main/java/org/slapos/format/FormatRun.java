package org.slapos.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slapos.slap.wire.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run: looks at the machine, decides, and has it done or shown. */
final class FormatRun {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final int DUPLICATE_ROUNDS = 3;
  private static final int UNIQUE_LOCAL_PREFIX = 64;

  private final FormatSettings settings;
  private final HostFacts host;
  private final SystemCommands commands;
  private final RandomGenerator random;
  private final Hand hand;

  FormatRun(FormatSettings settings, HostFacts host, SystemCommands commands, RandomGenerator random, Hand hand) {
    this.settings = settings;
    this.host = host;
    this.commands = commands;
    this.random = random;
    this.hand = hand;
  }

  /** What becomes of planned actions. */
  sealed interface Hand {
    void take(List<FormatAction> actions);
  }

  /** Does them. */
  record Executing(FormatExecutor executor) implements Hand {
    @Override
    public void take(List<FormatAction> actions) {
      executor.carryOut(actions);
    }
  }

  /**
   * Tells those that would change something, each once.
   *
   * @param shown what was told already
   */
  record Showing(Set<String> shown) implements Hand {
    @Override
    public void take(List<FormatAction> actions) {
      actions.stream()
          .filter(action -> !AlreadyDone.is(action))
          .map(FormatAction::describe)
          .filter(shown::add)
          .forEach(what -> LOGGER.info("would make {}", what));
    }
  }

  /** Runs to the end; what the Master is to be told. */
  Value.Dict document() throws IOException {
    requirePrograms();
    FormatSettings.Taps taps = settings.network().taps();
    if (taps.create() && settings.network().alter()) {
      LOGGER.info("Tap creation mode enabled ({} IPv6).", taps.ipv6() ? "with" : "without");
    }
    ComputerDescription computer = described();
    LOGGER.info("Updating computer");
    Accounts accounts = settings.alterUser() ? Accounts.read(commands, AccountPlan.names(computer)) : Accounts.NONE;
    InTheWay.check(computer, settings, accounts);
    hand.take(FormatPlan.roots(computer, settings));
    if (settings.alterUser()) {
      hand.take(AccountPlan.of(computer, accounts));
    }
    FormatPlan plan = FormatPlan.of(connected(computer), settings, host);
    hand.take(plan.actions());
    return plan.document();
  }

  private ComputerDescription described() throws IOException {
    Optional<Path> definition = settings.files().definition();
    if (definition.isPresent()) {
      LOGGER.info("Using definition file '{}'", definition.get());
    }
    ComputerDescription computer =
        definition.isPresent() ? DefinitionFile.read(definition.get(), settings) : RecordedComputer.read(settings);
    return settings.storageHome().isPresent() ? StorageFolders.add(computer, settings.storageHome().get()) : computer;
  }

  /** The computer with its addresses, after they are there. */
  private ComputerDescription connected(ComputerDescription computer) throws IOException {
    FormatSettings.Network network = settings.network();
    boolean defined = settings.files().definition().isPresent();
    if (!network.alter()) {
      return defined || network.ipv6Source().isEmpty() ? computer : assignment().addressed(computer);
    }
    if (defined && network.ipv6Source().isEmpty()) {
      return computer;
    }
    addUniqueLocal();
    Set<String> elsewhere = new HashSet<>();
    ComputerDescription current = computer;
    for (int round = 0; round < DUPLICATE_ROUNDS; round++) {
      NetworkFacts facts = NetworkFacts.read(commands);
      ComputerDescription assigned = new NetworkAssignment(network, facts, random).assign(current, elsewhere, defined);
      List<FormatAction> actions = NetworkPlan.of(current, assigned, settings, facts, owners(computer));
      hand.take(FormatPlan.record(assigned, settings, host));
      hand.take(actions);
      Set<String> duplicates = hand instanceof Executing ? new DuplicateAddresses(commands).after(actions) : Set.of();
      if (duplicates.isEmpty()) {
        return assigned;
      }
      elsewhere.addAll(duplicates);
      current = assigned.without(duplicates);
    }
    throw new FormatException("other machines on the network have the addresses " + String.join(", ", elsewhere)
        + "; give this computer's interface a prefix of its own");
  }

  /** Before the prefix is looked for. The kernel keeps the address until it is started again. */
  private void addUniqueLocal() throws IOException {
    FormatSettings.Network network = settings.network();
    if (!network.uniqueLocal() || network.interfaceName().isEmpty()) {
      return;
    }
    String device = network.interfaceName().get();
    String address = FormatSettings.Network.UNIQUE_LOCAL;
    if (NetworkFacts.read(commands).required(device).with(address).isEmpty()) {
      hand.take(List.of(new FormatAction.AddAddress(device, address, UNIQUE_LOCAL_PREFIX, true)));
    }
  }

  private NetworkAssignment assignment() throws IOException {
    return new NetworkAssignment(settings.network(), NetworkFacts.read(commands), random);
  }

  /** The accounts that taps and tuns can belong to. */
  private Set<String> owners(ComputerDescription computer) throws IOException {
    List<String> names = AccountPlan.names(computer);
    return settings.alterUser() ? Set.copyOf(names) : Accounts.read(commands, names).users().keySet();
  }

  private void requirePrograms() {
    var programs = new ArrayList<String>();
    if (settings.alterUser()) {
      programs.addAll(List.of("getent", "groupadd", "useradd", "usermod", "passwd"));
    }
    if (settings.network().alter()) {
      programs.addAll(List.of("ip", "sysctl"));
    }
    List<String> missing = commands.missing(programs);
    if (!missing.isEmpty()) {
      throw new FormatException("Some required binaries are missing or not functional: " + String.join(",", missing));
    }
  }
}
