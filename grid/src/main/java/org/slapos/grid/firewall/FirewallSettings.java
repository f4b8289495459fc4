package org.slapos.grid.firewall;

import java.util.List;

/**
 * Section {@code [firewall]} of slapos.cfg (reference: node-grid.md, 1.4). Its presence turns the partitions' firewall
 * on.
 *
 * @param command words of {@code firewall_cmd}
 * @param reload words of {@code reload_config_cmd}
 * @param firewallProgram {@code firewall_executable}: run by supervisord; empty for none
 * @param dbusProgram {@code dbus_executable}: likewise
 * @param firewallLog {@code log_file}
 * @param dbusLog {@code dbus_log_file}
 * @param authorizedSources lines of {@code authorized_sources}: addresses let in to every partition
 */
public record FirewallSettings(
    List<String> command,
    List<String> reload,
    String firewallProgram,
    String dbusProgram,
    String firewallLog,
    String dbusLog,
    List<String> authorizedSources) {
  public static final FirewallSettings DEFAULT = new FirewallSettings(
      List.of("firewall-cmd"), List.of("slapos", "node", "restart", "firewall"), "", "", "/var/log/firewall.log",
      "/var/log/dbus.log", List.of());

  public FirewallSettings {
    command = List.copyOf(command);
    reload = List.copyOf(reload);
    authorizedSources = List.copyOf(authorizedSources);
  }
}
