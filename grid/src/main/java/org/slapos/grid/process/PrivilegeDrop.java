package org.slapos.grid.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The program in front of a command that makes it run as another account with that account's groups. */
enum PrivilegeDrop {
  SETPRIV("/usr/bin/setpriv") {
    @Override
    List<String> prefix(Account account) {
      return List.of(
          program(), "--reuid", Integer.toString(account.uid()), "--regid", Integer.toString(account.gid()),
          "--init-groups", "--");
    }
  },
  RUNUSER("/sbin/runuser") {
    @Override
    List<String> prefix(Account account) {
      return List.of(program(), "-u", account.name(), "--");
    }
  };

  private final String program;

  PrivilegeDrop(String program) {
    this.program = program;
  }

  String program() {
    return program;
  }

  abstract List<String> prefix(Account account);

  List<String> prefix(RunAs identity) {
    return switch (identity) {
      case RunAs.Caller _ -> List.of();
      case RunAs.User(Account account) -> prefix(account);
    };
  }

  /** setpriv is faster and keeps the process id; runuser is everywhere. */
  static PrivilegeDrop installed() {
    return Files.isExecutable(Path.of(SETPRIV.program)) ? SETPRIV : RUNUSER;
  }
}
