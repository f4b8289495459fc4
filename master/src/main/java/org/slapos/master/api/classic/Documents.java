package org.slapos.master.api.classic;

import java.util.List;
import java.util.Optional;
import org.slapos.master.domain.NetworkAddress;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.Value;

/** Parts that several documents have. */
final class Documents {
  private Documents() {}

  static Value textOrNone(Optional<String> text) {
    return text.<Value>map(Value.Text::new).orElse(Value.None.NONE);
  }

  /** The mapping that instance XML holds; an absent document holds nothing. */
  static Value.Dict read(Optional<String> instanceXml) {
    var values = Value.Dict.builder();
    instanceXml.ifPresent(xml -> InstanceXml.read(xml).forEach((key, text) -> values.put(key, textOrNone(text))));
    return values.build();
  }

  /** A list of pairs (interface, address). */
  static Value addresses(List<NetworkAddress> addresses) {
    return new Value.ListValue(addresses.stream().map(Documents::pair).toList());
  }

  private static Value pair(NetworkAddress address) {
    return new Value.Tuple(List.of(new Value.Text(address.networkInterface()), new Value.Text(address.address())));
  }
}
