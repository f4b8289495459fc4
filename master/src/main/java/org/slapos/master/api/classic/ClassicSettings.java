package org.slapos.master.api.classic;

import java.time.InstantSource;
import java.util.Map;

/**
 * What the classic API has to know beside the store.
 *
 * @param defaultComputer where instances go whose request names no computer; answered for even before its first format
 * @param softwareProducts URL of the release by name of the product
 */
public record ClassicSettings(String defaultComputer, Map<String, String> softwareProducts, InstantSource clock) {
  public ClassicSettings {
    softwareProducts = Map.copyOf(softwareProducts);
  }
}
