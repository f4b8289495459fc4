package org.slapos.tio;

import java.util.List;
import java.util.Optional;

/**
 * How much of what.
 *
 * @param resource the kind of service
 * @param reference the instance, partition, user or computer concerned
 * @param vat may be empty
 * @param categories units and so on
 */
public record Movement(
    String resource,
    Optional<String> title,
    Optional<String> reference,
    Amount quantity,
    Amount price,
    String vat,
    List<String> categories) {
  public Movement {
    categories = List.copyOf(categories);
  }

  public Movement withReference(String newReference) {
    return new Movement(resource, title, Optional.of(newReference), quantity, price, vat, categories);
  }
}
