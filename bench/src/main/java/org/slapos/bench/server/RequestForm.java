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
  private static final String PARAMETER = "PARAMETER";

  private final String template;

  /** For instances on that computer. */
  RequestForm(String computer) {
    var form = new LinkedHashMap<String, String>();
    form.put("software_release", FormattedComputer.RELEASE);
    form.put("software_type", "default");
    form.put("partition_reference", TITLE);
    form.put("partition_parameter_xml", Marshal.write(Value.Dict.builder().put("key", PARAMETER).build()));
    form.put("filter_xml", Marshal.write(Value.Dict.builder().put("computer_guid", computer).build()));
    form.put("state", Marshal.write(new Value.Text("started")));
    form.put("shared_xml", Marshal.write(new Value.Bool(false)));
    var text = new StringBuilder();
    form.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&").append(name).append('=')
        .append(URLEncoder.encode(value, UTF_8)));
    this.template = text.toString();
  }

  /** The form for an instance of that title, which needs no encoding. */
  String of(String title) {
    return of(title, "value");
  }

  /** As {@link #of(String)}, with another parameter. */
  String of(String title, String parameter) {
    return template.replace(TITLE, title).replace(PARAMETER, parameter);
  }

  /** The partition that an answer names, the empty text if it names none. */
  static String partition(byte[] bytes, int from, int to) {
    var partition = PARTITION.matcher(new String(bytes, from, to - from, UTF_8));
    return partition.find() ? partition.group(1) : "";
  }
}
