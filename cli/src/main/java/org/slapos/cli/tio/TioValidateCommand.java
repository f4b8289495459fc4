package org.slapos.cli.tio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.config.IoReason;
import org.slapos.tio.TioDocument;
import org.slapos.tio.TioFormatException;
import org.slapos.tio.TioReader;
import org.slapos.tio.TioSchema;

/** {@code slapos tio validate}: whether files are what nodes, Masters and billing understand. */
public final class TioValidateCommand implements Command {
  @Override
  public void declare(ArgumentParser parser) {
    parser.addArgument("file").nargs("+").metavar("FILE").help("a journal or the report of a partition");
  }

  @Override
  public int run(Invocation invocation) {
    boolean valid = true;
    for (String written : invocation.list("file")) {
      Path file = invocation.terminal().path(written);
      Set<String> problems = problems(file, written, invocation);
      problems.forEach(problem -> invocation.terminal().err().println(written + ": " + problem));
      valid &= problems.isEmpty();
    }
    return valid ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
  }

  private static Set<String> problems(Path file, String written, Invocation invocation) {
    var problems = new LinkedHashSet<String>();
    try {
      byte[] bytes = Files.readAllBytes(file);
      try {
        TioDocument document = TioReader.read(bytes);
        TioSchema schema = TioSchema.of(document);
        problems.addAll(schema.problems(bytes));
        if (problems.isEmpty()) {
          invocation.terminal().out().println(written + ": valid, " + TioTable.summary(document));
        }
      } catch (TioFormatException e) {
        problems.add(String.valueOf(e.getMessage()));
        problems.addAll(guess(bytes).problems(bytes));
      }
    } catch (IOException e) {
      problems.add(IoReason.of(e));
    }
    return problems;
  }

  /** What it was probably meant to be. */
  private static TioSchema guess(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.contains("<consumption") && !text.contains("<journal") ? TioSchema.PARTITION_CONSUMPTION : TioSchema.JOURNAL;
  }
}
