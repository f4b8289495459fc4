package org.slapos.grid.manager.builtin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slapos.grid.manager.Manager;
import org.slapos.grid.manager.ManagerSettings;
import org.slapos.grid.manager.SystemCommands;

/** The managers of the reference (manager.md, 3 to 7), by name. */
public final class BuiltInManagers {
  public static final List<String> NAMES = List.of("cpuset", "devperm", "portredir", "prerm", "whitelistfirewall");

  private BuiltInManagers() {}

  /** The manager of that name; empty if none has it. */
  public static Optional<Manager> find(ManagerSettings settings, SystemCommands commands) {
    return switch (settings.name()) {
      case "cpuset" -> Optional.of(new CpusetManager(
          Path.of("/sys/fs/cgroup/cpuset"), Path.of("/sys/devices/system/cpu"), Duration.ofMillis(10),
          settings.optionWords("power_user_list")));
      case "devperm" ->
          Optional.of(new DevpermManager(settings.lines("allowed-disk-for-vm"), new BlockDevices(commands)));
      case "portredir" -> Optional.of(new PortRedirManager(commands));
      case "prerm" -> Optional.of(new PrermManager());
      case "whitelistfirewall" -> Optional.of(new WhitelistFirewallManager(settings.firewall(), commands));
      default -> Optional.empty();
    };
  }
}
