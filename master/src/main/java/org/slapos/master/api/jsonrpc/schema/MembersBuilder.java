package org.slapos.master.api.jsonrpc.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.slapos.slap.wire.Value;

/** Lists the members of an object, in the order in which they are described and sent; one use, one thread. */
public final class MembersBuilder {
  private final Optional<String> name;
  private final LinkedHashMap<String, Member> members = new LinkedHashMap<>();
  private Optional<Shape> others = Optional.empty();

  private MembersBuilder(Optional<String> name) {
    this.name = name;
  }

  /** An object without a name of its own. */
  public static MembersBuilder object() {
    return new MembersBuilder(Optional.empty());
  }

  /** An object that clients may want as a type. */
  public static MembersBuilder named(String name) {
    return new MembersBuilder(Optional.of(name));
  }

  public MembersBuilder required(String member, Shape shape, String meaning) {
    return put(member, new Member(shape, true, meaning, Optional.empty()));
  }

  public MembersBuilder optional(String member, Shape shape, String meaning) {
    return put(member, new Member(shape, false, meaning, Optional.empty()));
  }

  public MembersBuilder optional(String member, Shape shape, String meaning, Value assumed) {
    return put(member, new Member(shape, false, meaning, Optional.of(assumed)));
  }

  /** Members that are not listed are accepted if they have this shape. */
  public MembersBuilder others(Shape shape) {
    others = Optional.of(shape);
    return this;
  }

  public Shape.Members build() {
    return new Shape.Members(name, Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members)), others);
  }

  private MembersBuilder put(String member, Member described) {
    members.put(member, described);
    return this;
  }
}
