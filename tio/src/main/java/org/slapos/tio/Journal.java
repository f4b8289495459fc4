package org.slapos.tio;

import java.util.List;

/**
 * A {@code journal} document.
 *
 * @param transactions at least one
 */
public record Journal(List<Transaction> transactions) {
  public Journal {
    transactions = Required.atLeastOne("transaction", "journal", transactions);
  }
}
