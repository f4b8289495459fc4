package org.slapos.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slapos.files.AtomicFile;
import org.slapos.tio.TioWriter;

/** The journals of the last two finished days, once each; {@code node report} takes the copies to the Master. */
final class ConsumptionReports {
  private static final int DAYS = 2;

  private ConsumptionReports() {}

  static void write(CollectSettings settings, CollectorDatabase database, Moment moment) throws IOException {
    for (int age = 1; age <= DAYS; age++) {
      String date = moment.day().minusDays(age).toString();
      Path report = settings.consumptionReports().resolve(date + ".xml");
      if (!Files.exists(report) && !Files.exists(report.resolveSibling(report.getFileName() + ".uploaded"))) {
        String text = TioWriter.write(DayJournal.of(settings, database, date));
        // The copy first: the report itself is what says that the day is done.
        AtomicFile.write(settings.xmlReports().resolve(date + ".xml"), text, "rw-r--r--");
        AtomicFile.write(report, text, "rw-r--r--");
      }
    }
  }
}
