package org.slapos.slap;

/**
 * Software products by their names: {@code product.kvm} of the reference's console is {@code products.get("kvm")}. Asks
 * the Master at each use. Thread-safe.
 */
public final class SoftwareProductCollection {
  private final Slap slap;

  /** The products that a Master knows. */
  public SoftwareProductCollection(Slap slap) {
    this.slap = slap;
  }

  /**
   * The URL of the product's best software release.
   *
   * @throws NotFoundException if the Master knows no release of it
   */
  public String get(String productReference) {
    return slap.softwareReleasesOfProduct(productReference).stream().findFirst().orElseThrow(() -> new NotFoundException(
        "No Software Release corresponding to this Software Product has been found: " + productReference));
  }
}
