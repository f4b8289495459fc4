package org.slapos.slap;

/** What a user has requested. */
public interface OpenOrder extends Requester {

  /** {@code POST requestComputer}: registers a computer of that title, or finds it. */
  Computer requestComputer(String title);

  /** One instance tree of the user, through the HATEOAS API. */
  InstanceInformation information(String reference);
}
