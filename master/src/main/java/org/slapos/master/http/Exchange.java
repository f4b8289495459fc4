package org.slapos.master.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A request that is over, answered or not.
 *
 * @param at when it came
 * @param peer address of the other side of the connection
 * @param forwardedFor what a proxy says of who is behind it ({@code X-Forwarded-For}); a claim
 * @param path as sent, without the query
 * @param query raw, may be empty
 * @param authorization that header; never to be written anywhere as it is
 * @param status of the answer
 * @param duration from its first byte to the last one of the answer
 * @param received bytes of its body that were read
 * @param sent bytes of the answer's body
 */
public record Exchange(
    Instant at,
    String peer,
    Optional<String> forwardedFor,
    String method,
    String path,
    String query,
    Optional<String> authorization,
    int status,
    Duration duration,
    long received,
    long sent) {}
