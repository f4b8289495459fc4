package org.slapos.master.panel;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.slapos.master.domain.PartitionId;

/** Addresses of pages, relative to {@code /panel/}, so that they hold behind a proxy with a prefix. */
final class PanelUrl {
  static final String BASE = "/panel/";

  private PanelUrl() {}

  static String ofComputer(String reference) {
    return "computer/" + escape(reference);
  }

  static String ofInstance(PartitionId place) {
    return "instance/" + escape(place.computer()) + "/" + escape(place.partition());
  }

  /** What stands between the slashes behind {@code /panel/}, decoded. */
  static List<String> parts(String rawPath) {
    return Arrays.stream(rawPath.substring(BASE.length()).split("/", -1))
        .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
        .toList();
  }

  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
