package org.slapos.slap;

/** What a user has requested. */
public interface OpenOrder extends Requester {

  /** One instance tree of the user, through the HATEOAS API. */
  InstanceInformation information(String reference);
}
