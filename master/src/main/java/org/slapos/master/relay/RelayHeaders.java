package org.slapos.master.relay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slapos.master.http.Request;
import org.slapos.slap.http.StreamedAnswer;

/** Which headers pass the relay. Cookies never do. */
final class RelayHeaders {
  private static final List<String> TO_SERVER = List.of(
      "Content-Type", "Accept", "Accept-Language", "Range", "If-Modified-Since", "If-None-Match", "User-Agent",
      "Authorization", "Origin");
  private static final Set<String> TO_CLIENT = Set.of(
      "date", "last-modified", "vary", "cache-control", "etag", "accept-ranges", "content-range", "content-encoding",
      "www-authenticate");
  private static final String CROSS_ORIGIN = "access-control-";

  private RelayHeaders() {}

  static Map<String, String> toServer(Request request) {
    var headers = new LinkedHashMap<String, String>();
    for (var name : TO_SERVER) {
      request.header(name.toLowerCase(Locale.ROOT)).ifPresent(value -> headers.put(name, value));
    }
    // Tells apart who asks for himself and who asks for others: programs of this machine answer them differently.
    headers.put("Via", "1.1 slapos-http-proxy");
    return headers;
  }

  static Map<String, String> toClient(StreamedAnswer answer) {
    var headers = new LinkedHashMap<String, String>();
    for (var header : answer.headers()) {
      var name = header.name().toLowerCase(Locale.ROOT);
      if (TO_CLIENT.contains(name) || name.startsWith(CROSS_ORIGIN)) {
        headers.putIfAbsent(header.name(), header.value());
      }
    }
    // A page of an instance must not run as a page of the Master.
    headers.put("Content-Disposition", "attachment");
    return headers;
  }
}
