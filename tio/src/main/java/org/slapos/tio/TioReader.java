package org.slapos.tio;

import java.util.ArrayList;
import java.util.List;

/** Reads documents exactly as the schema wants them: order, occurrence, attributes, numbers; blanks do not matter. */
public final class TioReader {
  private TioReader() {}

  /**
   * Reads a {@code journal}.
   *
   * @throws TioFormatException if it is not one; document type declarations are refused
   */
  public static Journal readJournal(byte[] document) throws TioFormatException {
    return readJournal(XmlBytes.decode(document));
  }

  /** As {@link #readJournal(byte[])}. */
  public static Journal readJournal(String document) throws TioFormatException {
    var cursor = new Cursor(document);
    cursor.open("journal");
    var transactions = new ArrayList<Transaction>();
    do {
      transactions.add(transaction(cursor));
    } while (cursor.isAt("transaction"));
    cursor.close("journal");
    cursor.end();
    return new Journal(transactions);
  }

  /**
   * Reads a {@code consumption}, the report of a partition.
   *
   * @throws TioFormatException if it is not one; document type declarations are refused
   */
  public static PartitionConsumption readConsumption(byte[] document) throws TioFormatException {
    return readConsumption(XmlBytes.decode(document));
  }

  /** As {@link #readConsumption(byte[])}. */
  public static PartitionConsumption readConsumption(String document) throws TioFormatException {
    var cursor = new Cursor(document);
    cursor.open("consumption");
    var movements = movements(cursor);
    cursor.close("consumption");
    cursor.end();
    return new PartitionConsumption(movements);
  }

  /**
   * Reads a {@code journal} or a {@code consumption}, whichever it is.
   *
   * @throws TioFormatException if it is neither
   */
  public static TioDocument read(byte[] document) throws TioFormatException {
    var text = XmlBytes.decode(document);
    return new Cursor(text).isAt("consumption") ? readConsumption(text) : readJournal(text);
  }

  private static Transaction transaction(Cursor cursor) throws TioFormatException {
    var type = cursor.openTyped("transaction");
    var title = cursor.optionalText("title");
    var startDate = cursor.text("start_date");
    var stopDate = cursor.text("stop_date");
    var reference = cursor.text("reference");
    var currency = cursor.text("currency");
    var paymentMode = cursor.text("payment_mode");
    var categories = cursor.texts("category");
    var arrows = arrows(cursor);
    var movements = movements(cursor);
    cursor.close("transaction");
    return new Transaction(
        type, title, startDate, stopDate, reference, currency, paymentMode, categories, arrows, movements);
  }

  private static List<Arrow> arrows(Cursor cursor) throws TioFormatException {
    var arrows = new ArrayList<Arrow>();
    do {
      var type = cursor.openTyped("arrow");
      arrows.add(new Arrow(type, cursor.optionalText("source"), cursor.optionalText("destination")));
      cursor.close("arrow");
    } while (cursor.isAt("arrow"));
    return arrows;
  }

  private static List<Movement> movements(Cursor cursor) throws TioFormatException {
    var movements = new ArrayList<Movement>();
    do {
      cursor.open("movement");
      movements.add(new Movement(
          cursor.text("resource"),
          cursor.optionalText("title"),
          cursor.optionalText("reference"),
          cursor.amount("quantity"),
          cursor.amount("price"),
          cursor.text("VAT"),
          cursor.texts("category")));
      cursor.close("movement");
    } while (cursor.isAt("movement"));
    return movements;
  }
}
