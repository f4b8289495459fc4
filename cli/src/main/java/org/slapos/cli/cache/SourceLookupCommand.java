package org.slapos.cli.cache;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.cli.output.Listing;
import org.slapos.cli.output.OutputFormat;
import org.slapos.grid.networkcache.CacheEntry;
import org.slapos.grid.networkcache.CacheIndex;
import org.slapos.grid.networkcache.CacheKey;
import org.slapos.slap.table.RuledTable;
import org.slapos.slap.wire.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code slapos cachelookup url|pypi} and {@code slapos cache source}: which contents the cache has of a source. */
public final class SourceLookupCommand implements Command {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  private final Source source;

  private SourceLookupCommand(Source source) {
    this.source = source;
  }

  /** {@code cachelookup url}. */
  public static SourceLookupCommand file() {
    return new SourceLookupCommand(Source.FILE);
  }

  /** {@code cachelookup pypi}. */
  public static SourceLookupCommand pythonPackage() {
    return new SourceLookupCommand(Source.PACKAGE);
  }

  /** {@code cache source}. */
  public static SourceLookupCommand oldFile() {
    return new SourceLookupCommand(Source.OLD_FILE);
  }

  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.NODE.declare(parser);
    OutputFormat.declare(parser);
    source.declare(parser);
  }

  @Override
  public int run(Invocation invocation) {
    CacheKey key = source.key(invocation);
    CacheIndex index = source.index(CacheSection.read(invocation));
    List<CacheEntry> entries = source.wording(invocation).entries(index, key);
    if (!entries.isEmpty()) {
      LOGGER.info("{}", source.heading(invocation));
      LOGGER.info("SHADIR URL: {}{}", index.url(key), source.signed() ? "\n" : "");
    }
    PrintStream out = invocation.terminal().out();
    OutputFormat.of(invocation).ifPresentOrElse(
        format -> listing(entries).print(format, out), () -> table(entries).forEach(out::println));
    return ExitStatus.SUCCESS;
  }

  private List<String> table(List<CacheEntry> entries) {
    return entries.isEmpty() ? List.of() : new RuledTable(columns(), rows(entries, "True", "False")).lines();
  }

  /** Named by the content's SHA-512, by which it can be fetched. */
  private Listing listing(List<CacheEntry> entries) {
    List<Value> objects = entries.stream().map(this::object).toList();
    List<String> names = entries.stream().map(entry -> entry.text("sha512").orElse("")).toList();
    return new Listing(columns(), rows(entries, "yes", "no"), new Value.ListValue(objects), names);
  }

  private List<String> columns() {
    return source.signed() ? List.of(source.column(), "sha512", "signed") : List.of(source.column(), "sha512");
  }

  private List<List<String>> rows(List<CacheEntry> entries, String yes, String no) {
    return entries.stream().<List<String>>map(entry -> {
      var cells = new ArrayList<>(List.of(entry.text(source.column()).orElse(""), entry.text("sha512").orElse("")));
      if (source.signed()) {
        cells.add(entry.trusted() ? yes : no);
      }
      return cells;
    }).toList();
  }

  private Value object(CacheEntry entry) {
    var object = Value.Dict.builder()
        .put(source.column(), entry.text(source.column()).orElse(""))
        .put("sha512", entry.text("sha512").orElse(""));
    if (source.signed()) {
      object.put("signed", new Value.Bool(entry.trusted()));
    }
    return object.build();
  }
}
