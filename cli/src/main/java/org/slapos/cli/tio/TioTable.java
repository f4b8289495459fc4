package org.slapos.cli.tio;

import java.util.List;
import java.util.stream.Collectors;
import org.slapos.tio.Arrow;
import org.slapos.tio.Journal;
import org.slapos.tio.Movement;
import org.slapos.tio.PartitionConsumption;
import org.slapos.tio.TioDocument;
import org.slapos.tio.Transaction;

/** A document as text for a terminal. */
final class TioTable {
  private static final int INDENT = 2;

  private TioTable() {}

  static String of(TioDocument document) {
    return switch (document) {
      case Journal(List<Transaction> transactions) ->
          transactions.stream().map(TioTable::transaction).collect(Collectors.joining("\n"));
      case PartitionConsumption(List<Movement> movements) -> "consumption of a partition\n" + movements(movements);
    };
  }

  /** One line, such as {@code a journal with 1 transaction and 7 movements}. */
  static String summary(TioDocument document) {
    String movements = count(document.movements().size(), "movement");
    return switch (document) {
      case Journal(List<Transaction> transactions) ->
          "a journal with " + count(transactions.size(), "transaction") + " and " + movements;
      case PartitionConsumption _ -> "the report of a partition with " + movements;
    };
  }

  private static String transaction(Transaction transaction) {
    var text = new StringBuilder(transaction.type());
    transaction.title().map(String::strip).filter(title -> !title.isEmpty()).ifPresent(title -> text.append(": ").append(title));
    text.append('\n');
    field(text, "reference", transaction.reference());
    field(text, "from", transaction.startDate());
    field(text, "until", transaction.stopDate());
    field(text, "currency", transaction.currency());
    field(text, "payment mode", transaction.paymentMode());
    field(text, "categories", String.join(", ", transaction.categories()));
    transaction.arrows().forEach(arrow -> field(text, "arrow", arrow(arrow)));
    return text.append(movements(transaction.movements())).toString();
  }

  private static String arrow(Arrow arrow) {
    String ends = arrow.source().orElse("") + " → " + arrow.destination().orElse("");
    return ends.strip().equals("→") ? arrow.type() : arrow.type() + ": " + ends.strip();
  }

  private static void field(StringBuilder text, String name, String value) {
    if (!value.isBlank()) {
      text.append(" ".repeat(INDENT)).append("%-13s".formatted(name)).append(oneLine(value)).append('\n');
    }
  }

  private static String movements(List<Movement> movements) {
    int resource = width(movements.stream().map(Movement::resource).toList());
    int reference = width(movements.stream().map(movement -> movement.reference().orElse("")).toList());
    int quantity = width(movements.stream().map(movement -> movement.quantity().text()).toList());
    var text = new StringBuilder();
    for (Movement movement : movements) {
      String line = " ".repeat(INDENT) + padded(movement.resource(), resource)
          + padded(movement.reference().orElse(""), reference)
          + " ".repeat(Math.max(0, quantity - movement.quantity().text().length())) + movement.quantity().text()
          + (movement.price().value() == 0 ? "" : " at " + movement.price().text())
          + movement.title().map(title -> "  " + oneLine(title)).orElse("");
      text.append(line.stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String padded(String text, int width) {
    return oneLine(text) + " ".repeat(Math.max(0, width - text.length()) + INDENT);
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }

  /** Control characters of a file must not reach the terminal. */
  private static String oneLine(String text) {
    return text.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
