package org.slapos.bench.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** The form of {@code requestComputerPartition}, made once or quickly, and what is read of its answer. */
final class RequestForm {
  static final String PATH = "requestComputerPartition";

  private static final Pattern PARTITION =
      Pattern.compile("slap_computer_partition_id</string><string>([^<]+)</string>");
  private static final String TITLE = "TITLE";
  private static final String STATE = "STATE";

  private final String template;

  /** For instances on that computer. */
  RequestForm(String computer) {
    var form = new LinkedHashMap<String, String>();
    form.put("software_release", FormattedComputer.RELEASE);
    form.put("software_type", "default");
    form.put("partition_reference", TITLE);
    form.put("partition_parameter_xml", Marshal.write(Value.Dict.builder().put("key", "value").build()));
    form.put("filter_xml", Marshal.write(Value.Dict.builder().put("computer_guid", computer).build()));
    form.put("state", Marshal.write(new Value.Text(STATE)));
    form.put("shared_xml", Marshal.write(new Value.Bool(false)));
    var text = new StringBuilder();
    form.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&").append(name).append('=')
        .append(URLEncoder.encode(value, UTF_8)));
    this.template = text.toString();
  }

  /** The form for a started instance of that title, which needs no encoding. */
  String of(String title) {
    return of(title, "started");
  }

  String of(String title, String state) {
    return template.replace(TITLE, title).replace(STATE, state);
  }

  /** The partition that an answer names, the empty text if it names none. */
  static String partition(byte[] bytes, int from, int to) {
    var partition = PARTITION.matcher(new String(bytes, from, to - from, UTF_8));
    return partition.find() ? partition.group(1) : "";
  }
}
