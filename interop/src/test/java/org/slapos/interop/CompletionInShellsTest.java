package org.slapos.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.slapos.interop.TerminalSession.ENTER;
import static org.slapos.interop.TerminalSession.TAB;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.fakes.NodeDescription;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.classic.ClassicSlap;

/** Commands, options, values and names that the Master knows, completed by the shells themselves at a terminal. */
class CompletionInShellsTest {
  private static final String READY = "now-complete";

  @TempDir private Path folder;

  @Test
  void bash_completes() throws IOException {
    completes("source <(slapos complete)", "bash", "--norc", "-i");
  }

  @Test
  void zsh_completes() throws IOException {
    completes("autoload -U compinit && compinit -u && source <(slapos complete --shell zsh)", "zsh", "-f", "-i");
  }

  @Test
  void fish_completes() throws IOException {
    completes("slapos complete --shell fish | source", "fish", "--no-config", "-i");
  }

  private void completes(String script, String... shell) throws IOException {
    String path = System.getenv("PATH");
    assumeTrue(
        Arrays.stream(path.split(File.pathSeparator, -1)).anyMatch(bin -> Files.isExecutable(Path.of(bin, shell[0]))),
        () -> shell[0] + " is not installed");
    try (var master = Master.start(MasterSettings.local(folder.resolve("m.db"), 0, "COMP-0"))) {
      var slap = ClassicSlap.connect(ConnectionSettings.of(master.url().toString()));
      slap.registerComputer("COMP-0").updateConfiguration(NodeDescription.of("COMP-0", 2));
      slap.registerOpenOrder().request(InstanceRequest.of("http://sr.example/software.cfg", "shopping"));
      slap.registerOpenOrder().request(InstanceRequest.of("http://sr.example/two.cfg", "big $(echo) tea"));
      Path client = Files.writeString(folder.resolve("client.cfg"), """
          [slapos]
          master_url = %1$s
          master_rest_url = %1$shateoas
          """.formatted(master.url()));
      var environment = new HashMap<>(Map.of("HOME", folder.toString(), "SLAPOS_CLIENT_CONFIGURATION", client.toString()));
      environment.put("PATH", CommandRun.ourSlapos().getParent() + File.pathSeparator + path);
      try (var session = TerminalSession.start(environment, folder, shell)) {
        // Quotes keep the word from appearing when it is typed.
        session.enter(script + " && echo now-''complete").expect(READY);
        session.type("slapos serv" + TAB + "li" + TAB + "--form" + TAB + "na" + TAB + ENTER).expect("shopping");
        session.type("slapos service info shop" + TAB + ENTER).expect("\"software-url\"");
        session.type("slapos service info big" + TAB + ENTER).expect("http://sr.example/two.cfg");
      }
    }
  }
}
