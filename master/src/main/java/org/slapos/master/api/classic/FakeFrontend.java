package org.slapos.master.api.classic;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slapos.master.relay.Origin;
import org.slapos.master.relay.PublishedOrigins;
import org.slapos.master.relay.RelayUrl;
import org.slapos.slap.wire.Value;

/**
 * The two frontends that the reference's proxy only pretends to allocate, so that releases which insist on one work
 * without (reference: proxy.md, 5); nothing is stored.
 */
final class FakeFrontend {
  private static final String HTTP =
      "http://git.erp5.org/gitweb/slapos.git/blob_plain/HEAD:/software/apache-frontend/software.cfg";
  private static final String KVM =
      "http://git.erp5.org/gitweb/slapos.git/blob_plain/refs/tags/slapos-0.92:/software/kvm/software.cfg";
  private static final Set<String> HTTP_TYPES = Set.of("", "RootSoftwareInstance", "default");

  private final PublishedOrigins origins;

  /** @param origins learn which pages the HTTP frontend stands for */
  FakeFrontend(PublishedOrigins origins) {
    this.origins = origins;
  }

  /**
   * The answer for a request that means one of the two.
   *
   * @param publicUrl where the requester reaches this Master; over https the HTTP frontend is its own relay
   */
  Optional<Value> answer(RequestForm form, String publicUrl) {
    var parameters = form.parameters();
    if (form.softwareRelease().equals(HTTP) && HTTP_TYPES.contains(form.softwareType())) {
      return parameters.text("url").filter(url -> !url.isEmpty()).map(url -> http(url, publicUrl));
    }
    if (form.softwareRelease().equals(KVM) && form.softwareType().equals("frontend")) {
      return parameters.text("host").flatMap(host -> port(parameters).map(port -> kvm(host, port)));
    }
    return Optional.empty();
  }

  private static Optional<String> port(Value.Dict parameters) {
    return parameters
        .get("port")
        .flatMap(
            value ->
                switch (value) {
                  case Value.Text(var text) -> Optional.of(text);
                  case Value.Int(var number) -> Optional.of(number.toString());
                  default -> Optional.empty();
                });
  }

  private Value http(String url, String publicUrl) {
    var secure = publicUrl.startsWith("https://");
    if (secure) {
      Origin.of(url).ifPresent(origins::admit);
    }
    var connection = Value.Dict.builder()
        .put("domain", location(secure ? publicUrl : url))
        .put("secure_access", secure ? publicUrl + RelayUrl.relaying(url) : url)
        .build();
    return document("Fake frontend for " + url, connection);
  }

  private static Value kvm(String host, String port) {
    var domain = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    var url = "https://" + domain + ":" + port + "/";
    var connection =
        Value.Dict.builder()
            .put("domainname", domain)
            .put("path", "/")
            .put("port", port)
            .put("url", url)
            .build();
    return document("Fake KVM VNC frontend for " + url, connection);
  }

  /** Host and port of a URL, everything between {@code //} and the next slash, question mark or hash. */
  static String location(String url) {
    int start = url.indexOf("//");
    if (start < 0) {
      return "";
    }
    int end = start + 2;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return url.substring(start + 2, end);
  }

  private static Value document(String name, Value.Dict connection) {
    var attributes =
        Value.Dict.builder()
            .put("_computer_id", "")
            .put("_connection_dict", connection)
            .put("_parameter_dict", Value.Dict.EMPTY)
            .put("_partition_id", name)
            .put("_request_dict", Value.None.NONE)
            .put("slap_computer_id", "")
            .put("slap_computer_partition_id", "")
            .build();
    return new Value.Instance(
        Value.SlapClass.COMPUTER_PARTITION,
        List.of(new Value.Text(""), new Value.Text(name), Value.None.NONE),
        Optional.of(attributes));
  }
}
