package org.slapos.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicFilesTest {
  @TempDir Path folder;

  private Master start(Optional<Path> directory) {
    return Master.start(MasterSettings.local(folder.resolve("proxy.db"), 0, "COMP-0")
        .with(new MasterServices(Optional.empty(), directory, List.of())));
  }

  @Test
  void files_of_the_folder_are_sent_to_be_saved_and_no_others() throws IOException {
    var directory = Files.createDirectories(folder.resolve("public/sub")).getParent();
    Files.writeString(directory.resolve("sub/x.txt"), "hello");
    Files.writeString(folder.resolve("secret"), "secret");
    Files.createSymbolicLink(directory.resolve("link"), folder.resolve("secret"));
    try (var master = start(Optional.of(directory))) {
      var answer = RawHttp.get(master.url(), "/panel/public/sub/x.txt");
      assertThat(answer.body()).isEqualTo("hello");
      assertThat(answer.headers())
          .containsEntry("content-disposition", "attachment; filename=x.txt")
          .containsEntry("content-type", "text/plain; charset=utf-8");
      for (var target : new String[] {"nope", "sub", "", "link", "../secret", "..%2Fsecret", "/etc/passwd"}) {
        assertThat(RawHttp.get(master.url(), "/panel/public/" + target).status()).as(target).isIn(400, 404);
      }
      assertThat(RawHttp.post(master.url(), "/panel/public/sub/x.txt", Map.of()).status()).isEqualTo(405);
    }
  }

  @Test
  void without_a_folder_they_are_forbidden() {
    try (var master = start(Optional.empty())) {
      var answer = RawHttp.get(master.url(), "/panel/public/x.txt");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).contains("<p>The public directory path is not configured.</p>");
    }
  }
}
