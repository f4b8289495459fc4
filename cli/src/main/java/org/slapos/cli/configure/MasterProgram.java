package org.slapos.cli.configure;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The built-in Master as a program of the node's supervisord: {@code supervisord.conf.d/slapproxy.conf}.
 *
 * @param folder where it runs
 * @param launcher the slapos command
 * @param configuration what {@code proxy start} reads
 * @param log its output
 * @param asRoot whether it is started as root; otherwise as whoever runs supervisord
 * @param javaHome the JDK to use, for supervisord starts programs without our environment
 */
public record MasterProgram(
    Path folder, Path launcher, Path configuration, Path log, boolean asRoot, Optional<Path> javaHome) {
  public static final String FILE = "etc/supervisord.conf.d/slapproxy.conf";

  /** The text of the file. */
  public String text() {
    return """
        [program:slapproxy]
        directory=%s
        command=%s proxy start --cfg %s
        process_name=slapproxy
        autostart=true
        autorestart=true
        startsecs=0
        startretries=0
        exitcodes=0
        stopsignal=TERM
        stopwaitsecs=60
        %sserverurl=AUTO
        redirect_stderr=true
        stdout_logfile=%6$s
        stdout_logfile_maxbytes=100KB
        stdout_logfile_backups=1
        stderr_logfile=%6$s
        stderr_logfile_maxbytes=100KB
        stderr_logfile_backups=1
        %5$s"""
        .formatted(
            escaped(folder),
            word(launcher),
            word(configuration),
            asRoot ? "user=0\ngroup=0\n" : "",
            javaHome.map(home -> "environment=SLAPOS_JAVA_HOME=\"" + escaped(home) + "\"\n").orElse(""),
            escaped(log));
  }

  /** supervisord splits the command as a shell would. */
  private static String word(Path path) {
    String text = escaped(path);
    return text.matches("[\\w@%+=:,./-]+") ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String escaped(Path path) {
    return path.toString().replace("%", "%%");
  }
}
