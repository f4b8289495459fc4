package org.slapos.master;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slapos.fakes.NodeDescription;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** The calls that tests make most, in their shortest form. */
public final class NodeClient {
  public static final String RELEASE = "http://sr.example/demo/software.cfg";

  private final URI master;

  public NodeClient(URI master) {
    this.master = master;
  }

  public RawHttp.Answer format(String computer, int partitions) {
    return post("/loadComputerConfigurationFromXML", Map.of("xml", NodeDescription.of(computer, partitions)));
  }

  public RawHttp.Answer supply(String computer, String url) {
    return post("/supplySupply", Map.of("url", url, "computer_id", computer, "state", "available"));
  }

  public String information(String computer) {
    return RawHttp.get(master, "/getFullComputerInformation?computer_id=" + computer).body();
  }

  public RawHttp.Answer request(String title) {
    return post("/requestComputerPartition", requestForm(title));
  }

  public RawHttp.Answer post(String path, Map<String, String> form) {
    return RawHttp.post(master, path, form);
  }

  /** The partition of an answered request. */
  public static String partition(RawHttp.Answer answer) {
    return ((Value.Instance) Marshal.read(answer.body()))
        .attributes().orElseThrow().text("slap_computer_partition_id").orElseThrow();
  }

  public static Map<String, String> requestForm(String title) {
    var form = new LinkedHashMap<String, String>();
    form.put("software_release", RELEASE);
    form.put("software_type", "default");
    form.put("partition_reference", title);
    form.put("partition_parameter_xml", Marshal.write(Value.Dict.EMPTY));
    form.put("filter_xml", Marshal.write(Value.Dict.EMPTY));
    form.put("state", Marshal.write(Value.None.NONE));
    form.put("shared_xml", Marshal.write(new Value.Bool(false)));
    return form;
  }
}
