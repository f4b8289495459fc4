package org.slapos.master.domain;

import java.util.Optional;

/**
 * A claim that was looked up.
 *
 * @param treeTitle title of the root of the requester's tree; the empty text for users
 */
record ResolvedRequester(Requester requester, String treeTitle) {
  private static final ResolvedRequester USER = new ResolvedRequester(Requester.User.USER, "");

  /** Empty when the header names a partition that does not exist or is free. */
  static Optional<ResolvedRequester> of(Claim claim, Register register) {
    return switch (claim) {
      case Claim.Nobody.NOBODY -> Optional.of(USER);
      case Claim.Form(var id) -> Optional.of(register.instance(id).map(ResolvedRequester::as).orElse(USER));
      case Claim.Header header -> header.id().flatMap(register::instance).map(ResolvedRequester::as);
    };
  }

  static Decision refusal(Claim claim) {
    var named = claim instanceof Claim.Header header ? header.text() : claim.toString();
    return Decision.refused(Answer.Reason.INVALID, "No partition matching the authorization header: " + named);
  }

  private static ResolvedRequester as(Instance instance) {
    return new ResolvedRequester(new Requester.Partition(instance.place()), instance.treeTitle());
  }
}
