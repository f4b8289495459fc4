package org.slapos.cli.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slapos.cli.CommandTable;
import org.slapos.cli.GlobalOptions;
import org.slapos.cli.Version;
import org.slapos.cli.complete.CompleteCommand;
import org.slapos.cli.spec.CommandSpec;

/** Writes all files below a {@code share} folder, where systems look for them. Run by the build. */
public final class SharedFiles {
  private SharedFiles() {}

  /** Takes the folder. */
  public static void main(String[] words) throws IOException {
    write(Path.of(words[0]));
  }

  static void write(Path share) throws IOException {
    CommandTable table = CommandTable.standard();
    List<CommandSpec> commands = table.all().stream().map(CommandSpec::of).toList();
    for (var command : commands) {
      var page = new ManualPage(command, Version.text());
      file(share.resolve("man/man1").resolve(page.fileName()), page.text());
    }
    file(share.resolve("man/man1/slapos.1"), new OverviewPage(commands, GlobalOptions.declared(), Version.text()).text());
    file(share.resolve("bash-completion/completions/slapos"), CompleteCommand.script(table, "bash", "slapos"));
    file(share.resolve("zsh/site-functions/_slapos"), CompleteCommand.script(table, "zsh", "slapos"));
    file(share.resolve("fish/vendor_completions.d/slapos.fish"), CompleteCommand.script(table, "fish", "slapos"));
  }

  private static void file(Path path, String text) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
