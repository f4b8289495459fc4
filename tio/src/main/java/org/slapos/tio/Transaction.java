package org.slapos.tio;

import java.util.List;
import java.util.Optional;

/**
 * One delivery, invoice, payment, ... of a journal. All texts may be empty.
 *
 * @param type such as {@code Sale Packing List}
 * @param startDate start of the service, free text
 * @param stopDate completion of the service, free text
 * @param reference absolute reference
 * @param categories free additions
 * @param arrows who provides to whom; at least one
 * @param movements how much of what; at least one
 */
public record Transaction(
    String type,
    Optional<String> title,
    String startDate,
    String stopDate,
    String reference,
    String currency,
    String paymentMode,
    List<String> categories,
    List<Arrow> arrows,
    List<Movement> movements) {
  public Transaction {
    categories = List.copyOf(categories);
    arrows = Required.atLeastOne("arrow", "transaction", arrows);
    movements = Required.atLeastOne("movement", "transaction", movements);
  }
}
