package org.slapos.master.api.jsonrpc.schema;

import java.util.Optional;
import org.slapos.slap.wire.Value;

/**
 * A member of an object.
 *
 * @param meaning what it is, for readers of the description
 * @param assumed what an absent one means; empty when the absence has a meaning of its own, or it must be there
 */
public record Member(Shape shape, boolean required, String meaning, Optional<Value> assumed) {}
