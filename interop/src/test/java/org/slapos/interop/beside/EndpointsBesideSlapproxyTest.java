package org.slapos.interop.beside;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.interop.AssumedReference;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.testing.reference.ProxyProcess;

/** Every address that slapproxy 1.26.1 serves is served here, by the same methods, and refuses the same without parameters. */
class EndpointsBesideSlapproxyTest {
  private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");

  private static final List<String> PATHS = List.of(
      "/getFullComputerInformation", "/getComputerInformation", "/registerComputerPartition",
      "/getComputerPartitionCertificate", "/getComputerPartitionStatus", "/getSoftwareReleaseListFromSoftwareProduct",
      "/getRunId", "/requestComputerPartition", "/setComputerPartitionConnectionXml", "/startedComputerPartition",
      "/stoppedComputerPartition", "/destroyedComputerPartition", "/softwareInstanceError", "/softwareInstanceBang",
      "/softwareInstanceRename", "/supplySupply", "/buildingSoftwareRelease", "/availableSoftwareRelease",
      "/softwareReleaseError", "/destroyedSoftwareRelease", "/loadComputerConfigurationFromXML", "/useComputer",
      "/computerBang", "/requestComputer", "/getHateoasUrl", "/useComputerPartition", "/getComputerStatus",
      "/hateoas", "/hateoas/", "/hateoas/nothing", "/hateoas/partitions/none", "/hateoas/computers/COMP-0",
      "/hateoas/shared/none", "/hateoas/computer_module/Base_getComputerToken",
      "/", "/panel", "/panel/", "/panel/none.html", "/panel/public/none", "/panel/public/", "/http_proxy/", "/http_proxy/http",
      "/http_proxy/ftp/host/x", "/shacache", "/shacache/", "/shacache/cache", "/shacache/cache/", "/shacache/cache/00", "/shacache/dir",
      "/shacache/dir/", "/shacache/dir/key", "/shacache/update", "/slapos.get.v0.instance_tree", "/slapos.post.v0.software_instance",
      "/slapos.allDocs.WIP.compute_node_list", "/slapos.put.v0.compute_node_format", "/slapos.get.v0.hateoas_url",
      "/slapos.get.v0.nothing", "/nothing", "/nothing/deeper", "/getRunId/", "//getRunId", "/GETRUNID");

  /** See docs/compatibility.md. */
  private static final Set<String> ONLY_OF_A_FULL_MASTER =
      Set.of("/getHateoasUrl", "/requestComputer", "/useComputerPartition", "/getComputerStatus");

  /** Where it is otherwise on purpose: methods and path, and why. */
  private static final Map<Pattern, String> ACCEPTED = Map.of(
      Pattern.compile("(GET|HEAD) /getComputerPartition(Certificate|Status)"), "the partition has to be named",
      Pattern.compile("[A-Z]+ /hateoas/computer_module/Base_getComputerToken"), "there is a token, which says that none is needed",
      Pattern.compile("(POST|PUT|DELETE|PATCH) /(hateoas|panel)"), "405 names the methods, there 404",
      Pattern.compile("OPTIONS /(hateoas|panel|slapos\\.(?!.*nothing).*)"), "the methods are told, there redirected or 405",
      Pattern.compile("(POST|PUT|DELETE|PATCH) /http_proxy/ftp/host/x"), "the scheme is refused before the method");

  @TempDir
  private Path folder;

  @Test
  void the_same_addresses_and_methods_are_served() {
    var differences = new TreeMap<String, String>();
    try (var reference = ProxyProcess.start(AssumedReference.newest(), folder);
        var ours = Master.start(MasterSettings.local(folder.resolve("ours.db"), 0, ProxyProcess.COMPUTER_ID))) {
      for (var path : PATHS) {
        if (!ONLY_OF_A_FULL_MASTER.contains(path)) {
          for (var method : METHODS) {
            var call = Call.any(method, path);
            var expected = seen(call.send(reference.url()));
            var answer = seen(call.send(ours.url().toString()));
            if (ACCEPTED.keySet().stream().anyMatch(known -> known.matcher(method + " " + path).matches())) {
              assertThat(answer).as("%s %s is no longer a difference", method, path).isNotEqualTo(expected);
            } else if (!answer.equals(expected)) {
              differences.put(method + " " + path, answer + ", there " + expected);
            }
          }
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  /** Status and methods. A server error of the reference stands for a refusal. */
  private static String seen(HttpResponse<String> answer) {
    int status = answer.statusCode() == 500 ? 400 : answer.statusCode();
    var allowed = answer.headers().firstValue("Allow").stream()
        .flatMap(methods -> Arrays.stream(methods.split(",", -1))).map(String::strip)
        .collect(Collectors.toCollection(TreeSet::new));
    return status + " " + allowed;
  }
}
