package org.slapos.slap.classic;

import java.util.Optional;
import java.util.function.Supplier;
import org.slapos.slap.ResourceNotReadyException;
import org.slapos.slap.wire.Value;

/** What is known of a partition: the attributes of the object on the wire, and where to ask for those it lacks. */
@FunctionalInterface
interface PartitionFacts {

  /** The attribute of that name; none is a value. */
  Optional<Value> attribute(String name);

  /** All there is to know. */
  static PartitionFacts complete(Value.Dict attributes) {
    return attributes::get;
  }

  /** Nothing yet; all is asked for at the first use. */
  static PartitionFacts unasked(Supplier<Value.Dict> source) {
    return completed(Value.Dict.EMPTY, source);
  }

  /** What an answer held, which wins over what is asked for when it lacks something. */
  static PartitionFacts completed(Value.Dict attributes, Supplier<Value.Dict> source) {
    var rest = new Once<>(source);
    return name -> attributes.get(name).or(() -> rest.get().get(name));
  }

  /** The Master has not allocated it. */
  static PartitionFacts pending(String reference) {
    return _ -> {
      throw notReady(reference);
    };
  }

  static ResourceNotReadyException notReady(String reference) {
    return new ResourceNotReadyException("Instance '" + reference + "' is not allocated yet; ask again later");
  }
}
