package org.slapos.master.api.classic;

import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  private FakeFrontend() {}

  /** The answer for a request that means one of the two. */
  static Optional<Value> answer(RequestForm form) {
    var parameters = form.parameters();
    if (form.softwareRelease().equals(HTTP) && HTTP_TYPES.contains(form.softwareType())) {
      return parameters.text("url").filter(url -> !url.isEmpty()).map(FakeFrontend::http);
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

  private static Value http(String url) {
    var connection = Value.Dict.builder().put("domain", location(url)).put("secure_access", url).build();
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
