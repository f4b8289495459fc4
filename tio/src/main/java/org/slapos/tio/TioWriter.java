package org.slapos.tio;

import java.util.Optional;

/** Writes documents in one line, without blanks between elements; what is read back is equal. */
public final class TioWriter {
  private final StringBuilder out = new StringBuilder();

  private TioWriter() {}

  /**
   * A whole document with its declaration, to be encoded in UTF-8.
   *
   * @throws IllegalArgumentException if a text holds a character that XML cannot
   */
  public static String write(Journal journal) {
    return "<?xml version='1.0' encoding='utf-8'?>" + element(journal);
  }

  /** As {@link #write(Journal)}, for the report of a partition. */
  public static String write(PartitionConsumption consumption) {
    var writer = new TioWriter();
    writer.out.append("<?xml version='1.0' encoding='utf-8'?><consumption>");
    consumption.movements().forEach(writer::movement);
    return writer.out.append("</consumption>").toString();
  }

  /** The element {@code journal} without declaration, for those who want another one. */
  public static String element(Journal journal) {
    var writer = new TioWriter();
    writer.out.append("<journal>");
    journal.transactions().forEach(writer::transaction);
    return writer.out.append("</journal>").toString();
  }

  private void transaction(Transaction transaction) {
    open("transaction", transaction.type()).append('>');
    optional("title", transaction.title());
    text("start_date", transaction.startDate());
    text("stop_date", transaction.stopDate());
    text("reference", transaction.reference());
    text("currency", transaction.currency());
    text("payment_mode", transaction.paymentMode());
    transaction.categories().forEach(category -> text("category", category));
    transaction.arrows().forEach(this::arrow);
    transaction.movements().forEach(this::movement);
    out.append("</transaction>");
  }

  private void arrow(Arrow arrow) {
    open("arrow", arrow.type());
    if (arrow.source().isEmpty() && arrow.destination().isEmpty()) {
      out.append("/>");
      return;
    }
    out.append('>');
    optional("source", arrow.source());
    optional("destination", arrow.destination());
    out.append("</arrow>");
  }

  private void movement(Movement movement) {
    out.append("<movement>");
    text("resource", movement.resource());
    optional("title", movement.title());
    optional("reference", movement.reference());
    text("quantity", movement.quantity().text());
    text("price", movement.price().text());
    text("VAT", movement.vat());
    movement.categories().forEach(category -> text("category", category));
    out.append("</movement>");
  }

  private StringBuilder open(String name, String type) {
    out.append('<').append(name).append(" type=\"");
    escape(type, true);
    return out.append('"');
  }

  private void optional(String name, Optional<String> text) {
    text.ifPresent(present -> text(name, present));
  }

  private void text(String name, String text) {
    out.append('<').append(name).append('>');
    escape(text, false);
    out.append("</").append(name).append('>');
  }

  private void escape(String text, boolean attribute) {
    text.codePoints().forEach(c -> {
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '\r' -> out.append("&#13;");
        case '"', '\t', '\n' -> {
          if (attribute) {
            out.append("&#").append(c).append(';');
          } else {
            out.append((char) c);
          }
        }
        default -> out.appendCodePoint(checked(c));
      }
    });
  }

  private static int checked(int c) {
    if (c < 0x20 || (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE || c == 0xFFFF) {
      throw new IllegalArgumentException("XML cannot hold the character U+%04X".formatted(c));
    }
    return c;
  }
}
