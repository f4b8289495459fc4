package org.slapos.master.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request.
 *
 * @param path decoded path, as {@code /getRunId}
 * @param rawPath the path as sent
 * @param query raw query string, may be empty
 * @param headers by lower-case name, the values in the order sent
 * @param body empty where there is none
 * @param remoteAddress address of the peer
 * @param authority the host the client believes to talk to, with its port, such as {@code 127.0.0.1:5000}
 */
// The bytes go to and come from the socket as they are; nobody compares these records.
@SuppressWarnings("ArrayRecordComponent")
public record Request(
    String method,
    String path,
    String rawPath,
    String query,
    Map<String, List<String>> headers,
    byte[] body,
    String remoteAddress,
    String authority) {

  /** The same with its body. */
  Request with(byte[] body) {
    return body.length == 0 ? this : new Request(method, path, rawPath, query, headers, body, remoteAddress, authority);
  }

  /** The first header of that name, in lower case. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** Fields of the query string. */
  public Fields queryFields() {
    return Fields.parse(query);
  }
}
