package org.slapos.master;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
    return post("/loadComputerConfigurationFromXML", Map.of("xml", formatDocument(computer, partitions)));
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

  public static String formatDocument(String computer, int partitions) {
    List<Value> list = IntStream.range(0, partitions).mapToObj(NodeClient::partition).toList();
    return Marshal.write(
        Value.Dict.builder()
            .put("reference", computer)
            .put("address", "127.0.0.1")
            .put("netmask", "255.0.0.0")
            .put("partition_list", new Value.ListValue(list))
            .build());
  }

  private static Value partition(int number) {
    var address = Value.Dict.builder().put("addr", "10.0.0." + number).put("netmask", "255.255.255.255").build();
    return Value.Dict.builder()
        .put("reference", "slappart" + number)
        .put("tap", Value.Dict.builder().put("name", "slaptap" + number).build())
        .put("address_list", new Value.ListValue(List.of(address)))
        .build();
  }
}
