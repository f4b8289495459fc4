package org.slapos.tio;

import java.util.List;

/**
 * A {@code journal} document.
 *
 * @param transactions at least one
 */
public record Journal(List<Transaction> transactions) implements TioDocument {
  public Journal {
    transactions = Required.atLeastOne("transaction", "journal", transactions);
  }

  @Override
  public List<Movement> movements() {
    return transactions.stream().flatMap(transaction -> transaction.movements().stream()).toList();
  }
}
