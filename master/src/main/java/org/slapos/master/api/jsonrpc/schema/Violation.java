package org.slapos.master.api.jsonrpc.schema;

/**
 * Where a value is not as it must be.
 *
 * @param path of the member, such as {@code compute_partition_list[0].ip_list}; the empty text for the whole document
 * @param reason in the words of the reference's validator
 */
public record Violation(String path, String reason) {}
