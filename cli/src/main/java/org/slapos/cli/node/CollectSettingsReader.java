package org.slapos.cli.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.Invocation;
import org.slapos.collect.CollectSettings;
import org.slapos.config.ConfigurationFile;
import org.slapos.config.Origin;
import org.slapos.config.Settings;
import org.slapos.config.SettingsReader;
import org.slapos.format.FormatSettings;

/** What {@code [slapos]}, {@code [slapformat]} and {@code [collect]} say about measuring. */
final class CollectSettingsReader {
  private static final int USUAL_CACHE_DAYS = 15;
  private static final int DAY = 86400;
  private static final Set<String> YES = Set.of("true", "on", "1");

  private CollectSettingsReader() {}

  static CollectSettings read(Invocation invocation) {
    SettingsReader node = NodeSection.reader(NodeSection.read(invocation, "slapformat"), invocation);
    ConfigurationFile file = ConfigurationLookup.NODE.read(invocation);
    Settings section = file.section("collect").orElse(Settings.empty(new Origin.File(file.path())));
    var collect = new SettingsReader(section, "collect", invocation.terminal().home());
    Path instanceRoot = node.requiredPath("instance_root");
    // As node format names them: what it makes without these keys can be measured without them too.
    String user = node.text("user_base_name").orElse(FormatSettings.Names.USUAL_USER);
    String partition = node.text("partition_base_name").orElse(FormatSettings.Names.USUAL_PARTITION);
    node.requiredText("partition_amount");
    var users = IntStream.range(0, node.integer("partition_amount").orElse(0))
        .mapToObj(i -> new CollectSettings.PartitionUser(user + i, instanceRoot.resolve(partition + i)))
        .toList();
    var settings = new CollectSettings(
        instanceRoot,
        node.requiredText("computer_id"),
        node.integer("collect_cache").orElse(USUAL_CACHE_DAYS),
        users,
        collect.text("report_disk_usage").map(word -> YES.contains(word.toLowerCase(Locale.ROOT))).orElse(true),
        // The key is spelled so.
        collect.path("disk_snapshot_process_pid_foder").orElse(instanceRoot.resolve("var/run")),
        Duration.ofSeconds(collect.integer("disk_snapshot_time_cycle").orElse(DAY)));
    node.finish();
    collect.finish();
    return settings;
  }
}
