package org.slapos.master.api.hateoas;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.slapos.master.domain.PartitionId;

/** Paths of documents. Slashes in titles are escaped, so that every title can be reached. */
final class DocumentUrl {
  static final String BASE = "/hateoas/";
  static final String PARTITIONS = BASE + "partitions/";
  static final String SHARED = BASE + "shared/";
  static final String INSTANCES = BASE + "instances/";
  static final String TOKEN = BASE + "computer_module/Base_getComputerToken";
  static final String COMPUTERS = BASE + "computers/";

  private DocumentUrl() {}

  static String ofRoot(String title) {
    return PARTITIONS + escape(title);
  }

  static String ofShared(String title) {
    return SHARED + escape(title);
  }

  static String ofComputer(String reference) {
    return COMPUTERS + escape(reference);
  }

  static String ofInstance(PartitionId place) {
    return INSTANCES + escape(place.computer()) + "/" + escape(place.partition());
  }

  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%7E", "~");
  }
}
