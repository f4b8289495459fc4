package org.slapos.grid.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slapos.files.AtomicFile;
import org.slapos.files.AtomicFolder;
import org.slapos.grid.firewall.FirewallSettings;

/** The folders and the main file that supervisord needs; each pass puts them right. */
public final class SupervisorSkeleton {
  private SupervisorSkeleton() {}

  /** Writes or, where nothing is configured, deletes the files of the machine's own programs firewall and dbus. */
  public static void writeFirewall(SupervisorLayout layout, Optional<FirewallSettings> firewall) throws IOException {
    machineProgram(layout, "firewall", firewall.map(FirewallSettings::firewallProgram).orElse(""), 5,
        firewall.map(FirewallSettings::firewallLog).orElse(""));
    machineProgram(layout, "dbus", firewall.map(FirewallSettings::dbusProgram).orElse(""), 1,
        firewall.map(FirewallSettings::dbusLog).orElse(""));
  }

  private static void machineProgram(SupervisorLayout layout, String name, String command, int priority, String log)
      throws IOException {
    Path file = layout.programsOf(name);
    if (command.isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    AtomicFile.update(file, """
        [program:%1$s]
        directory=/opt/slapos
        command=%2$s
        process_name=%1$s
        priority=%3$d
        autostart=true
        autorestart=true
        startsecs=0
        startretries=0
        exitcodes=0
        stopsignal=TERM
        stopwaitsecs=60
        user=0
        group=0
        serverurl=AUTO
        redirect_stderr=true
        stdout_logfile=%4$s
        stdout_logfile_maxbytes=100KB
        stdout_logfile_backups=1
        stderr_logfile=%4$s
        stderr_logfile_maxbytes=100KB
        stderr_logfile_backups=1
        """.formatted(name, command, priority, log), "rw-------");
  }

  /** Creates what is missing and rewrites the main file if its content or mode differ. */
  public static void write(SupervisorLayout layout, String watchdogCommand) throws IOException {
    folder(layout.var(), "rwxr-xr-x");
    folder(layout.log(), "rwx------");
    folder(layout.run(), "rwx------");
    folder(layout.etc(), "rwx------");
    folder(layout.programs(), "rwx------");
    AtomicFile.update(layout.configuration(), mainFile(layout, watchdogCommand), "rw-------");
  }

  private static void folder(Path folder, String mode) throws IOException {
    if (!Files.isDirectory(folder)) {
      AtomicFolder.create(folder, mode, _ -> {});
    }
  }

  static String mainFile(SupervisorLayout layout, String watchdogCommand) {
    return """
        [rpcinterface:supervisor]
        supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface

        [include]
        files = %1$s/etc/supervisord.conf.d/*.conf

        [supervisorctl]
        serverurl = unix://%3$s

        [supervisord]
        loglevel = info
        logfile = %1$s/var/log/supervisord.log
        logfile_maxbytes = 50MB
        nodaemon = false
        pidfile = %1$s/var/run/supervisord.pid
        logfile-backups = 10
        # Do not set minfds. select() does not support file descriptors
        # greater than 1023.
        # minfds =\s

        [unix_http_server]
        file=%3$s
        chmod=0700

        [eventlistener:watchdog]
        command=%2$s
        events=PROCESS_STATE_EXITED, PROCESS_STATE_FATAL
        """.formatted(layout.instanceRoot(), watchdogCommand, layout.socket());
  }
}
