package org.slapos.master.domain;

/**
 * A request that another Master has taken.
 *
 * @param title under which it is known there
 * @param masterUrl as configured
 */
public record ForwardedRequest(String title, String masterUrl) {}
