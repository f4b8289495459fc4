package org.slapos.cli.proxy;

import java.io.PrintStream;
import java.math.BigInteger;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Invocation;
import org.slapos.master.store.BackupReport;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** How {@code proxy backup} and {@code proxy restore} tell what they did. */
final class BackupOutput {
  private static final String OPTION = "format";
  private static final String JSON = "json";

  private BackupOutput() {}

  static void declare(ArgumentParser parser) {
    parser.addArgument("--" + OPTION).choices("text", JSON).setDefault("text").help("text (default) or json");
  }

  /** @param headline of the text for people */
  static void print(BackupReport report, String headline, Invocation invocation) {
    PrintStream out = invocation.terminal().out();
    if (invocation.argument(OPTION).equals(JSON)) {
      out.println(JsonText.writeIndentedInOrder(document(report), 2));
      return;
    }
    out.println(headline);
    out.println("Schema " + report.schema() + ", " + report.bytes() + " bytes, checked. Rows:");
    report.counts().forEach((table, count) -> out.printf("  %-20s %10d%n", table, count));
    report.kept().ifPresent(place -> out.println("What was there before is kept in " + place));
  }

  private static Value document(BackupReport report) {
    var counts = Value.Dict.builder();
    report.counts().forEach((table, count) -> counts.put(table, number(count)));
    return Value.Dict.builder()
        .put("database", report.database())
        .put("file", report.file().toString())
        .put("schema", number(report.schema()))
        .put("bytes", number(report.bytes()))
        .put("counts", counts.build())
        .put("kept", report.kept().<Value>map(Value.Text::new).orElse(Value.None.NONE))
        .build();
  }

  private static Value number(long number) {
    return new Value.Int(BigInteger.valueOf(number));
  }
}
