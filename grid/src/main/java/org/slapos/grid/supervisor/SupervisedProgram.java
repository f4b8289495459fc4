package org.slapos.grid.supervisor;

import java.nio.file.Path;
import org.slapos.grid.process.Account;

/**
 * One program of a partition in a supervisord file (reference: node-supervisor.md, 1.2).
 *
 * @param group the group that it belongs to, which names its log
 * @param name what follows the group in its identity
 * @param processName what people call it
 * @param command words as supervisord splits them; a blank in a word has to be quoted
 * @param folder the partition's folder: where it runs and logs
 * @param account as whom
 */
public record SupervisedProgram(
    String group, String name, String processName, String command, Path folder, Account account) {

  String id() {
    return group + "_" + name;
  }

  String section() {
    return """

        [program:%1$s]
        directory=%2$s
        command=%3$s
        process_name=%4$s
        autostart=false
        autorestart=false
        startsecs=0
        startretries=0
        exitcodes=0
        stopsignal=TERM
        stopwaitsecs=60
        stopasgroup=true
        killasgroup=true
        user=%5$d
        group=%6$d
        serverurl=AUTO
        redirect_stderr=true
        stdout_logfile=%2$s/.%1$s.log
        stdout_logfile_maxbytes=100KB
        stdout_logfile_backups=1
        stderr_logfile=%2$s/.%1$s.log
        stderr_logfile_maxbytes=100KB
        stderr_logfile_backups=1
        environment=USER="%7$s",LOGNAME="%7$s",HOME="%8$s"
        """.formatted(
            id(), folder, command, processName, account.uid(), account.gid(), account.name(), account.home());
  }
}
