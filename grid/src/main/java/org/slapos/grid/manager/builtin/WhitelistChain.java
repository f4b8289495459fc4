package org.slapos.grid.manager.builtin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slapos.grid.manager.SystemCommands;
import org.slapos.grid.process.Completion;

/** The chain {@code ID-whitelist} of firewalld, through its command line program. */
final class WhitelistChain {
  private final String program;
  private final SystemCommands commands;
  private final String chain;
  private final List<String> outputRule;

  WhitelistChain(String program, SystemCommands commands, String partition, int uid) {
    this.program = program;
    this.commands = commands;
    this.chain = partition + "-whitelist";
    this.outputRule = List.of(
        "ipv4", "filter", "OUTPUT", "0", "-m", "owner", "--uid-owner", Integer.toString(uid), "-j", chain);
  }

  /** Makes the chain if it is not there; whether it was made. */
  boolean ensure() throws IOException {
    if (asked("--query-chain")) {
      return false;
    }
    direct(List.of("--add-chain", "ipv4", "filter", chain));
    return true;
  }

  /** From now on only these addresses are reached. */
  void allow(List<String> addresses) throws IOException {
    direct(List.of("--remove-rules", "ipv4", "filter", chain));
    for (String address : addresses) {
      direct(List.of("--add-rule", "ipv4", "filter", chain, "0", "-d", address, "-j", "ACCEPT"));
    }
    direct(List.of("--add-rule", "ipv4", "filter", chain, "0", "-j", "REJECT"));
    if (!askedOutput()) {
      direct(with("--add-rule"));
    }
    reload();
  }

  /** Everything is reached again; whether there was something to remove. */
  boolean remove() throws IOException {
    boolean removed = false;
    if (asked("--query-chain")) {
      direct(List.of("--remove-rules", "ipv4", "filter", chain));
      direct(List.of("--remove-chain", "ipv4", "filter", chain));
      removed = true;
    }
    if (askedOutput()) {
      direct(with("--remove-rule"));
      removed = true;
    }
    if (removed) {
      reload();
    }
    return removed;
  }

  private boolean asked(String question) throws IOException {
    return direct(List.of(question, "ipv4", "filter", chain)).equals("yes");
  }

  private boolean askedOutput() throws IOException {
    return direct(with("--query-rule")).equals("yes");
  }

  private List<String> with(String verb) {
    var words = new ArrayList<>(List.of(verb));
    words.addAll(outputRule);
    return words;
  }

  /** Questions are answered "no" with status 1, so the status of these says nothing. */
  private String direct(List<String> words) throws IOException {
    var argv = new ArrayList<>(List.of(program, "--direct", "--permanent"));
    argv.addAll(words);
    Completion completion = commands.run(argv);
    boolean question = words.getFirst().startsWith("--query");
    if (!question && !completion.succeeded()) {
      throw new IOException("%s failed: %s".formatted(argv, completion.output().strip()));
    }
    return completion.output().strip();
  }

  private void reload() throws IOException {
    Completion completion = commands.run(List.of(program, "--reload"));
    if (!completion.succeeded()) {
      throw new IOException("%s --reload failed: %s".formatted(program, completion.output().strip()));
    }
  }
}
