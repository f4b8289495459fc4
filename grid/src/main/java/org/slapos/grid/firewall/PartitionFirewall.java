package org.slapos.grid.firewall;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slapos.files.AtomicFile;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.manager.SystemCommands;
import org.slapos.grid.process.Completion;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/**
 * Brings firewalld's rules for one partition to what is wanted, and remembers them beside the partition in {@code
 * .slapos-firewalld-rules} so that those no longer wanted are found. firewalld's program is started without a shell.
 */
public final class PartitionFirewall {
  private final FirewallSettings settings;
  private final SystemCommands commands;

  public PartitionFirewall(FirewallSettings settings, SystemCommands commands) {
    this.settings = settings;
    this.commands = commands;
  }

  public FirewallSettings settings() {
    return settings;
  }

  /**
   * Adds and removes rules; an empty list removes all.
   *
   * @throws IOException if firewalld refuses one; what was done until then stays, and the next run goes on from it
   */
  public void apply(Path partition, List<String> wanted, GridLog log) throws IOException {
    Path file = partition.resolve(".slapos-firewalld-rules");
    List<String> known = read(file);
    if (wanted.isEmpty() && known.isEmpty()) {
      return;
    }
    log.info("Configuring firewall...");
    // Remembered before they are made: what a kill leaves half done must be found again.
    var possible = new ArrayList<>(known);
    wanted.stream().filter(rule -> !known.contains(rule)).forEach(possible::add);
    if (!possible.equals(known)) {
      write(file, possible);
    }
    boolean changed = false;
    for (String rule : wanted) {
      if (direct("--query-rule", rule).equals("no")) {
        require("--add-rule", rule);
        changed = true;
      }
    }
    for (String rule : known) {
      if (!wanted.contains(rule) && direct("--query-rule", rule).equals("yes")) {
        require("--remove-rule", rule);
        changed = true;
      }
    }
    if (changed) {
      log.info("Reloading firewall configuration...");
      Completion reload = commands.run(settings.reload());
      if (!reload.succeeded()) {
        throw new IOException("Cannot reload the firewall with '%s': %s"
            .formatted(String.join(" ", settings.reload()), reload.output().strip()));
      }
    }
    write(file, wanted);
  }

  private void require(String verb, String rule) throws IOException {
    String answer = direct(verb, rule);
    if (!answer.equals("success")) {
      throw new IOException("firewalld refused '%s %s': %s".formatted(verb, rule, answer));
    }
  }

  private String direct(String verb, String rule) {
    var argv = new ArrayList<>(settings.command());
    argv.addAll(List.of("--permanent", "--direct", verb));
    argv.addAll(List.of(rule.split(" ", -1)));
    return commands.run(argv).output().strip().toLowerCase(Locale.ROOT);
  }

  private static void write(Path file, List<String> rules) throws IOException {
    List<Value> items = rules.stream().<Value>map(Value.Text::new).toList();
    AtomicFile.write(file, JsonText.writeIndented(new Value.ListValue(items), 2), "rw-r--r--");
  }

  /** The file lies in a folder of the partition's user: only rules that could be ours are taken from it. */
  private static List<String> read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try {
      var rules = new ArrayList<String>();
      if (JsonText.read(Files.readString(file, UTF_8)) instanceof Value.ListValue(List<Value> items)) {
        items.forEach(item -> {
          if (item instanceof Value.Text(String rule) && rule.startsWith("ipv4 filter ")) {
            rules.add(rule);
          }
        });
      }
      return rules;
    } catch (MalformedDocumentException garbage) {
      return List.of();
    }
  }
}
