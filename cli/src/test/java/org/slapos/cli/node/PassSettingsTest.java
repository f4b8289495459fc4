package org.slapos.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.sourceforge.argparse4j.ArgumentParsers;
import net.sourceforge.argparse4j.inf.ArgumentParserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slapos.cli.GlobalOptions;
import org.slapos.cli.Invocation;
import org.slapos.cli.Terminal;
import org.slapos.config.ConfigurationException;
import org.slapos.config.ConfigurationFile;
import org.slapos.grid.GridSettings;
import org.slapos.grid.firewall.FirewallSettings;
import org.slapos.grid.networkcache.ReleaseCacheSettings;
import org.slapos.grid.networkcache.ReleaseCacheSettings.Place;
import org.slapos.grid.networkcache.ReleaseCacheSettings.Service;
import org.slapos.slap.ConnectionSettings.Identity;

/** Each key of slapos.cfg and each option of the node's passes: what it is without, what it becomes, what is refused. */
class PassSettingsTest {
  private static final String NEEDED = """
      [slapos]
      computer_id = COMP-1
      master_url = http://master.example/
      software_root = /soft
      instance_root = /inst
      """;

  @TempDir Path home;

  private GridSettings read(PassKind kind, String configuration, String... options) throws Exception {
    return read(kind, true, configuration, options);
  }

  private GridSettings read(PassKind kind, boolean complete, String configuration, String... options) throws Exception {
    Path cfg = Files.writeString(
        home.resolve("slapos.cfg"), complete ? NEEDED + configuration : "[slapos]\n" + configuration);
    var parser = ArgumentParsers.newFor("slapos").build();
    PassOptions.declare(parser, kind);
    var words = new ArrayList<>(List.of(options));
    words.addAll(List.of("--cfg", cfg.toString()));
    var silent = new PrintStream(new ByteArrayOutputStream());
    var terminal = new Terminal(
        new ByteArrayInputStream(new byte[0]), silent, silent, Map.of("SLAPOS_LAUNCHER", "/opt/bin/slapos"), home, home,
        false, true);
    var invocation = new Invocation(
        parser.parseArgs(words.toArray(String[]::new)), new GlobalOptions(1, false, Optional.empty(), true, false, false, List.of()), terminal);
    ConfigurationFile file = ConfigurationFile.read(cfg);
    var merged = NodeSection.ofPass(file, invocation);
    var reader = NodeSection.reader(merged, invocation);
    var extensions = new ExtensionSections(file, home).read(merged, reader);
    GridSettings settings = new GridSettingsReader(reader, extensions, terminal).read(kind, invocation);
    reader.finish();
    return settings;
  }

  private GridSettings instance(String configuration, String... options) throws Exception {
    return read(PassKind.INSTANCE, configuration, options);
  }

  @Test
  void without_further_keys_everything_has_its_default() throws Exception {
    GridSettings settings = instance("");
    assertThat(settings.computerId()).isEqualTo("COMP-1");
    assertThat(settings.masterUrl()).isEqualTo("http://master.example/");
    assertThat(settings.softwareRoot()).isEqualTo(Path.of("/soft"));
    assertThat(settings.instanceRoot()).isEqualTo(Path.of("/inst"));
    assertThat(settings.limits()).isEqualTo(new GridSettings.Limits(
        86400, Duration.ofSeconds(20), Optional.empty(), 1000L << 20, 1000L << 20, 1));
    assertThat(settings.behaviour()).isEqualTo(new GridSettings.Behaviour(Optional.empty(), false, false, "", ""));
    assertThat(settings.selection()).isEqualTo(new GridSettings.Selection(List.of(), List.of(), false, false, false));
    assertThat(settings.workload()).isEqualTo(GridSettings.Workload.DEFAULT);
    assertThat(settings.extensions()).isEqualTo(GridSettings.Extensions.NONE);
    assertThat(settings.networkCacheArguments()).isEmpty();
    assertThat(settings.certificateRepository()).isEmpty();
    assertThat(settings.sharedParts()).isEmpty();
    assertThat(settings.buildTimeParts()).isEmpty();
    assertThat(settings.rootCheck()).isTrue();
    assertThat(settings.watchdogProgram()).endsWith("/opt/bin/slapos-watchdog");
    assertThat(settings.pythonTools()).isEqualTo(Path.of("/opt/slapos/python-tools"));
  }

  @Test
  void keys_of_the_file_count() throws Exception {
    GridSettings settings = instance("""
        root_check = False
        shared_part_list =
          /shared/one
          /shared/two
        build_time_part_list =
          /build
        buildout = ~/bootstrap.py
        buildout_debug = yes
        maximum_periodicity = -1
        promise_timeout = 7
        partition_timeout = 11
        software_min_free_space = 2G
        instance_min_free_space = 1.5 Ki
        forbid_supervisord_automatic_launch = true
        instance_storage_home = /storage
        ipv4_global_network = 10.0.0.0/8
        develop = anything
        parallelism = 3
        software_parallelism = 4
        promise_parallelism = 5
        promise_memory_limit = 1M
        python_tools = ~/tools
        """);
    assertThat(settings.rootCheck()).isFalse();
    assertThat(settings.sharedParts()).containsExactly("/shared/one", "/shared/two");
    assertThat(settings.buildTimeParts()).containsExactly("/build");
    assertThat(settings.limits()).isEqualTo(new GridSettings.Limits(
        -1, Duration.ofSeconds(7), Optional.of(Duration.ofSeconds(11)), 2L << 30, 1536, 3));
    assertThat(settings.behaviour()).isEqualTo(new GridSettings.Behaviour(
        Optional.of(home.resolve("bootstrap.py")), true, true, "/storage", "10.0.0.0/8"));
    assertThat(settings.workload()).isEqualTo(new GridSettings.Workload(4, 5, OptionalLong.of(1 << 20)));
    assertThat(settings.selection().force()).isTrue();
    assertThat(settings.pythonTools()).isEqualTo(home.resolve("tools"));
  }

  @ParameterizedTest
  @CsvSource({"only_sr, a, only_cp, b", "only-sr, a, only-cp, b"})
  void selections_may_be_in_the_file_in_both_spellings(String software, String release, String partition, String id)
      throws Exception {
    assertThat(instance("%s = %s,c\n%s = %s\npartition-timeout = 3\n".formatted(software, release, partition, id)))
        .satisfies(settings -> {
          assertThat(settings.selection())
              .isEqualTo(new GridSettings.Selection(List.of("a", "c"), List.of("b"), false, false, false));
          assertThat(settings.limits().partitionTimeout()).contains(Duration.ofSeconds(3));
        });
  }

  @Test
  void options_win_over_the_file() throws Exception {
    GridSettings settings = instance("promise_timeout = 7\nmaximum_periodicity = 1\nparallelism = 2\n",
        "--instance-root", "/other/inst", "--software-root", "/other/soft", "--master-url", "https://other.example",
        "--computer-id", "COMP-2", "--buildout", "/b", "--maximum-periodicity", "0", "--promise-timeout", "9",
        "--partition-timeout", "13", "--parallelism", "6", "--promise-parallelism", "7", "--promise-memory-limit", "2K",
        "--buildout-debug", "--force-stop", "--force", "--only", "slappart1,slappart2", "--now",
        "--supervisord-socket", "unused", "--supervisord-configuration-path", "unused");
    assertThat(settings.instanceRoot()).isEqualTo(Path.of("/other/inst"));
    assertThat(settings.softwareRoot()).isEqualTo(Path.of("/other/soft"));
    assertThat(settings.masterUrl()).isEqualTo("https://other.example");
    assertThat(settings.computerId()).isEqualTo("COMP-2");
    assertThat(settings.limits()).isEqualTo(new GridSettings.Limits(
        0, Duration.ofSeconds(9), Optional.of(Duration.ofSeconds(13)), 1000L << 20, 1000L << 20, 6));
    assertThat(settings.workload()).isEqualTo(new GridSettings.Workload(1, 7, OptionalLong.of(2048)));
    assertThat(settings.behaviour())
        .isEqualTo(new GridSettings.Behaviour(Optional.of(Path.of("/b")), true, false, "", ""));
    assertThat(settings.selection())
        .isEqualTo(new GridSettings.Selection(List.of(), List.of("slappart1", "slappart2"), true, true, false));
  }

  @Test
  void software_has_options_of_its_own() throws Exception {
    assertThat(read(PassKind.SOFTWARE, "", "--force", "--only-sr", "http://a,http://b", "--garbage-collect",
        "--software-parallelism", "2").selection())
        .isEqualTo(new GridSettings.Selection(List.of("http://a", "http://b"), List.of(), true, false, true));
    assertThat(read(PassKind.SOFTWARE, "", "--all").selection().force()).isTrue();
    assertThat(read(PassKind.PROMISE, "", "--only-cp", "slappart0").selection().onlyPartitions())
        .containsExactly("slappart0");
    assertThat(read(PassKind.SOFTWARE, "", "--software-parallelism", "2").workload().releases()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"SOFTWARE, --only-sr", "SOFTWARE, --only", "INSTANCE, --only-cp", "INSTANCE, --only"})
  void all_and_a_selection_exclude_each_other(PassKind kind, String only) {
    assertThatThrownBy(() -> read(kind, "", "--all", only, "a")).isInstanceOf(ArgumentParserException.class)
        .hasMessageContaining("not allowed with argument --all");
  }

  @ParameterizedTest
  @CsvSource({
    "SOFTWARE, pidfile_software, slapgrid-sr.pid", "INSTANCE, pidfile_instance, slapgrid-cp.pid",
    "PROMISE, pidfile_instance, slapgrid-cp.pid", "REPORT, pidfile_report, slapgrid-ur.pid"
  })
  void the_pid_file_of_a_pass_is_its_own_key_then_that_of_all_then_the_usual_one(PassKind kind, String key, String usual)
      throws Exception {
    assertThat(read(kind, "").pidFile()).contains(Path.of("/opt/slapos", usual));
    assertThat(read(kind, "root_check = false\n").pidFile()).contains(Path.of("/inst", usual));
    assertThat(read(kind, "pidfile = /all\n").pidFile()).contains(Path.of("/all"));
    assertThat(read(kind, "", "--pidfile", "/option").pidFile()).contains(Path.of("/option"));
    assertThat(read(kind, key + " = /own\n", "--pidfile", "/option").pidFile()).contains(Path.of("/own"));
  }

  @Test
  void what_buildout_needs_of_the_network_cache_is_handed_on_in_the_reference_s_order() throws Exception {
    Path file = Files.createFile(home.resolve("file"));
    assertThat(instance("[networkcache]\nupload-dir-url = http://d\nshadir-ca-file = " + file + "\n").networkCacheArguments())
        .containsExactly("buildout:networkcache-section=networkcache", "networkcache:upload-dir-url=http://d",
            "networkcache:shadir-ca-file=" + file);
    assertThat(instance("[networkcache]\nshadir-ca-file = " + file + "\n").networkCacheArguments())
        .containsExactly("networkcache:shadir-ca-file=" + file);
    String all = """
        signature_private_key_file = %1$s
        [networkcache]
        upload-cache-url = http://c
        upload-dir-url = http://d
        shacache-ca-file = %1$s
        shacache-cert-file = %1$s
        shacache-key-file = %1$s
        shadir-ca-file = %1$s
        shadir-cert-file = %1$s
        shadir-key-file = %1$s
        """.formatted(file);
    assertThat(instance(all).networkCacheArguments()).containsExactly(
        "buildout:networkcache-section=networkcache", "networkcache:signature-private-key-file=" + file,
        "networkcache:upload-cache-url=http://c", "networkcache:upload-dir-url=http://d",
        "networkcache:shacache-ca-file=" + file, "networkcache:shacache-cert-file=" + file,
        "networkcache:shacache-key-file=" + file, "networkcache:shadir-ca-file=" + file,
        "networkcache:shadir-cert-file=" + file, "networkcache:shadir-key-file=" + file);
  }

  @Test
  void the_cache_of_built_releases_is_read_with_its_lists() throws Exception {
    Path file = Files.createFile(home.resolve("file"));
    ReleaseCacheSettings cache = instance("""
        [networkcache]
        download-binary-cache-url = http://down/cache
        download-binary-dir-url = http://down/dir
        upload-binary-cache-url = https://up/cache
        upload-binary-dir-url = https://up/dir
        shacache-ca-file = %1$s
        shacache-cert-file = %1$s
        shacache-key-file = %1$s
        shadir-cert-file = %1$s
        shadir-key-file = %1$s
        signature-private-key-file = %1$s
        signature-certificate-list = certificates
        download-from-binary-cache-url-blacklist =
          http://a
          http://b
        upload-to-binary-cache-url-blacklist = http://c
        download-from-binary-cache-force-url-list = http://d
        """.formatted(file)).extensions().releaseCache();
    assertThat(cache).isEqualTo(new ReleaseCacheSettings(
        new Place(Optional.of(Service.of("http://down/cache")), Optional.of(Service.of("http://down/dir"))),
        new Place(
            Optional.of(new Service("https://up/cache", Optional.of(new Identity(file, file)), Optional.of(file))),
            Optional.of(new Service("https://up/dir", Optional.of(new Identity(file, file)), Optional.empty()))),
        "certificates", Optional.of(file), List.of("http://a", "http://b"), List.of("http://c"), List.of("http://d")));
    assertThat(instance("[networkcache]\nbinary-cache-url-blacklist = http://old\n").extensions().releaseCache()
        .neverDownload()).containsExactly("http://old");
  }

  @Test
  void managers_and_the_firewall_have_sections_of_their_own() throws Exception {
    GridSettings.Extensions extensions = instance("""
        manager_list = prerm, cpuset devperm
        power_user_list = ada
        [manager:devperm]
        allowed-disk-for-vm =
          /dev/sda
          /dev/sdb
        [firewall]
        firewall_cmd = /usr/bin/firewall-cmd --quiet
        reload_config_cmd = reload it
        firewall_executable = /usr/sbin/firewalld
        dbus_executable = /usr/bin/dbus-daemon
        log_file = /log/firewall
        dbus_log_file = /log/dbus
        authorized_sources =
          10.0.0.1
          10.0.0.2
        """, "--promise-timeout", "4").extensions();
    assertThat(extensions.managers()).containsExactly("prerm", "cpuset", "devperm");
    assertThat(extensions.options()).containsEntry("power_user_list", "ada").containsEntry("promise_timeout", "4");
    assertThat(extensions.managerSections().get("devperm").get("allowed-disk-for-vm").strip().lines())
        .containsExactly("/dev/sda", "/dev/sdb");
    assertThat(extensions.firewall()).contains(new FirewallSettings(
        List.of("/usr/bin/firewall-cmd", "--quiet"), List.of("reload", "it"), "/usr/sbin/firewalld",
        "/usr/bin/dbus-daemon", "/log/firewall", "/log/dbus", List.of("10.0.0.1", "10.0.0.2")));
    assertThat(instance("[firewall]\n").extensions().firewall()).contains(FirewallSettings.DEFAULT);
    assertThat(FirewallSettings.DEFAULT).isEqualTo(new FirewallSettings(
        List.of("firewall-cmd"), List.of("slapos", "node", "restart", "firewall"), "", "", "/var/log/firewall.log",
        "/var/log/dbus.log", List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "root_check = maybe", "promise_timeout = soon", "maximum_periodicity = x", "partition_timeout = 1.5",
    "promise_timeout = 0", "promise_timeout = -1", "partition_timeout = 0", "partition-timeout = -5",
    "software_min_free_space = 1000", "instance_min_free_space = 5 apples", "parallelism = 0",
    "promise_parallelism = -1", "software_parallelism = 0", "promise_memory_limit = much",
    "forbid_supervisord_automatic_launch = perhaps", "certificate_repository_path = /no/such/folder",
    "key_file = /some.key"
  })
  void what_cannot_be_meant_is_refused_once_with_its_place(String line) {
    assertThatThrownBy(() -> instance(line + "\n")).isInstanceOf(ConfigurationException.class)
        .message().containsOnlyOnce("slapos.cfg:6: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "shacache-ca-file = /no/such", "shadir-key-file = /no/such", "signature-private-key-file = /no/such",
    "download-binary-cache-url = ftp://x", "upload-binary-dir-url = nothing"
  })
  void a_network_cache_that_cannot_work_is_refused(String line) {
    assertThatThrownBy(() -> instance("[networkcache]\n" + line + "\n")).isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("slapos.cfg:7: ").hasMessageContaining(line.substring(line.indexOf('=') + 2));
  }

  @Test
  void all_missing_keys_are_told_at_once() {
    assertThatThrownBy(() -> read(PassKind.INSTANCE, false, "")).isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("computer_id").hasMessageContaining("master_url")
        .hasMessageContaining("software_root").hasMessageContaining("instance_root");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/two words", "/100%", "/a;b", "/it's"})
  void an_instance_root_that_supervisord_would_read_as_something_else_is_refused(String root) {
    assertThatThrownBy(() -> instance("", "--instance-root", root)).isInstanceOf(ConfigurationException.class)
        .hasMessage("option --instance-root: 'instance_root' holds a blank or one of %%,;:\"'\\, which supervisord cannot take: '%s'"
            .formatted(root));
  }

  @ParameterizedTest
  @CsvSource({
    "--promise-parallelism, 0, option --promise-parallelism: 'promise_parallelism' must be at least 1",
    "--certificate_repository_path, /no, option --certificate_repository_path: Directory '/no' does not exist"
  })
  void a_refused_option_is_named_as_it_is_spelled(String option, String value, String message) {
    assertThatThrownBy(() -> instance("", option, value)).isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void releases_are_selected_between_commas_so_that_a_path_may_hold_blanks() throws Exception {
    assertThat(read(PassKind.SOFTWARE, "", "--only-sr", "/two words/software.cfg, http://x/,").selection().onlySoftware())
        .containsExactly("/two words/software.cfg", "http://x/");
    assertThat(read(PassKind.SOFTWARE, "only-sr = http://y/\n").selection().onlySoftware()).containsExactly("http://y/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--promise-timeout", "--maximum-periodicity", "--partition-timeout", "--parallelism"})
  void numbers_on_the_command_line_are_numbers(String option) {
    assertThatThrownBy(() -> instance("", option, "soon")).isInstanceOf(ArgumentParserException.class)
        .hasMessageContaining("invalid int value: 'soon'");
  }
}
