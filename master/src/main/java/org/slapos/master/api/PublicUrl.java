package org.slapos.master.api;

import org.slapos.master.http.Request;

/** The address under which the client reaches this server, a proxy in front of it included. */
public final class PublicUrl {
  private PublicUrl() {}

  /** Scheme, host and prefix, without a final slash. */
  public static String of(Request request) {
    var scheme = request.header("x-forwarded-proto").filter("https"::equals).orElse("http");
    var prefix = request.header("x-forwarded-prefix").filter(text -> text.startsWith("/")).orElse("");
    return scheme + "://" + request.authority() + withoutSlash(prefix);
  }

  private static String withoutSlash(String prefix) {
    return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
  }
}
