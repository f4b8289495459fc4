package org.slapos.grid.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
  @TempDir
  private Path folder;

  @Test
  void people_s_names_in_another_encoding_keep_no_account_from_being_found() throws Exception {
    int uid = (Integer) Files.getAttribute(folder, "unix:uid");
    Path passwd = Files.write(folder.resolve("passwd"),
        "somebody:x:4711:4711:J\u00fcrgen:/home/somebody:/bin/sh\nowner:x:%d:1:O:/home/owner:/bin/sh\n".formatted(uid)
            .getBytes(StandardCharsets.ISO_8859_1));

    Account owner = new Accounts(passwd).ownerOf(folder);

    assertThat(owner.name()).isEqualTo("owner");
    assertThat(owner.home()).isEqualTo(Path.of("/home/owner"));
  }
}
