package org.slapos.grid.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slapos.slap.wire.Value;

/**
 * The rules of firewalld for one partition (reference: node-grid.md, 3.12). Each is the words after {@code --permanent
 * --direct --add-rule}.
 */
public final class FirewallRules {
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$|/)|(?=$|/))){4}(?:/(?:3[0-2]|[12]?\\d))?");

  private FirewallRules() {}

  /**
   * Who may reach the partition.
   *
   * @param own its addresses that are routed
   * @param tree addresses of the other partitions of its instance tree
   * @param filter {@code _filter_dict}; without one nobody but the tree is let in
   * @param authorized {@code authorized_sources} of the computer
   */
  public static List<String> of(
      List<String> own, List<String> tree, Optional<Value.Dict> filter, List<String> authorized) {
    List<String> accepted = Stream.concat(
        tree.stream(),
        filter.stream().flatMap(dict -> Stream.concat(words(dict, "fw_authorized_sources"), authorized.stream())))
        .filter(FirewallRules::isIpv4).distinct().toList();
    boolean open = filter.flatMap(dict -> dict.text("fw_restricted_access")).filter("off"::equals).isPresent();
    List<String> rejected = filter.stream().flatMap(dict -> words(dict, "fw_rejected_sources"))
        .filter(FirewallRules::isIpv4).distinct().toList();
    var rules = new ArrayList<String>();
    for (String address : own) {
      rules.addAll(open ? open(address, accepted, rejected) : restricted(address, accepted));
    }
    return rules;
  }

  private static Stream<String> words(Value.Dict dict, String key) {
    return dict.text(key).stream().flatMap(text -> Stream.of(text.split("\\s+", -1))).filter(word -> !word.isEmpty());
  }

  static boolean isIpv4(String text) {
    return IPV4.matcher(text).matches();
  }

  private static List<String> restricted(String address, List<String> accepted) {
    var rules = new ArrayList<String>();
    for (String source : accepted) {
      both(rules, "0 -s %s -d %s -j ACCEPT".formatted(source, address));
    }
    both(rules, "1000 -d %s -j REJECT".formatted(address));
    both(rules, "900 -d %s -m state --state ESTABLISHED,RELATED -j REJECT".formatted(address));
    return rules;
  }

  private static List<String> open(String address, List<String> accepted, List<String> rejected) {
    var rules = new ArrayList<String>();
    for (String source : rejected) {
      both(rules, "800 -s %s -d %s -m state --state ESTABLISHED,RELATED -j REJECT".formatted(source, address));
      both(rules, "900 -s %s -d %s -j REJECT".formatted(source, address));
    }
    for (String source : accepted) {
      both(rules, "0 -s %s -d %s -j ACCEPT".formatted(source, address));
    }
    return rules;
  }

  private static void both(List<String> rules, String rest) {
    rules.add("ipv4 filter INPUT " + rest);
    rules.add("ipv4 filter FORWARD " + rest);
  }
}
