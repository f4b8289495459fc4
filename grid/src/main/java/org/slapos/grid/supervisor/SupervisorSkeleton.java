package org.slapos.grid.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slapos.files.AtomicFile;

/** The folders and the main file that supervisord needs; each pass puts them right. */
public final class SupervisorSkeleton {
  private SupervisorSkeleton() {}

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
      Files.createDirectory(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    }
  }

  static String mainFile(SupervisorLayout layout, String watchdogCommand) {
    return """
        [rpcinterface:supervisor]
        supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface

        [include]
        files = %1$s/etc/supervisord.conf.d/*.conf

        [supervisorctl]
        serverurl = unix://%1$s/sv.sock

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
        file=%1$s/sv.sock
        chmod=0700

        [eventlistener:watchdog]
        command=%2$s
        events=PROCESS_STATE_EXITED, PROCESS_STATE_FATAL
        """.formatted(layout.instanceRoot(), watchdogCommand);
  }
}
