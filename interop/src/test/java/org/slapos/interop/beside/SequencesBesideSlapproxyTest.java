package org.slapos.interop.beside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.slapos.interop.AssumedReference;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.testing.reference.ProxyProcess;

/**
 * Whatever is called in whatever order, our Master answers what slapproxy 1.26.1 answers, tells nodes the same, and has the
 * same partitions processed again. Where it does not on purpose stands here, one method each, and in docs/compatibility.md.
 */
class SequencesBesideSlapproxyTest {
  private static final boolean LONG = Boolean.getBoolean("slapos.long");
  private static final Pattern STATE = Pattern.compile(
      "(?:<string>_requested_state</string><string>|\"state\": ?\")([a-z]+)[<\"]");
  private static final int SEQUENCES = Integer.getInteger("slapos.sequences", 4000);
  private static final AtomicInteger RUNS = new AtomicInteger();

  private static Path folder = Path.of("");
  private static ProxyProcess reference;
  private static Master ours;

  @BeforeContainer
  static void start() throws IOException {
    folder = Files.createTempDirectory("beside");
    reference = ProxyProcess.start(AssumedReference.newest(), folder);
    ours = Master.start(MasterSettings.local(folder.resolve("ours.db"), 0, ProxyProcess.COMPUTER_ID));
  }

  @AfterContainer
  static void stop() throws IOException {
    if (reference != null) {
      reference.close();
      ours.close();
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** The same forty each time; the long profile looks for others. */
  @Property(tries = 40, seed = "1", shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE, afterFailure = AfterFailureMode.RANDOM_SEED)
  void answers_and_state_are_the_same_after_every_call(@ForAll("sequences") List<Call> calls) {
    compare(calls);
  }

  /** Thousands of them, in the long profile. */
  @Example
  void the_same_for_an_hour() {
    if (LONG) {
      sequences().sampleStream().limit(SEQUENCES).forEach(calls -> {
        if (difference(calls).isPresent()) {
          compare(fewestThatDiffer(calls));
        }
      });
    }
  }

  private static Optional<AssertionError> difference(List<Call> calls) {
    try {
      compare(calls);
      return Optional.empty();
    } catch (AssertionError found) {
      return Optional.of(found);
    }
  }

  private static List<Call> fewestThatDiffer(List<Call> calls) {
    var fewest = new ArrayList<>(calls);
    for (int i = fewest.size() - 1; i >= 0; i--) {
      var dropped = fewest.remove(i);
      if (difference(fewest).isEmpty()) {
        fewest.add(i, dropped);
      }
    }
    return fewest;
  }

  @Provide
  Arbitrary<List<Call>> sequences() {
    return Calls.sequences();
  }

  private static void compare(List<Call> calls) {
    var run = "t" + RUNS.incrementAndGet();
    prepare();
    var pair = new Pair(VisibleState.of(reference.url()), VisibleState.of(ours.url().toString()));
    try {
      for (var call : calls) {
        pair.call(call.in(run));
      }
      pair.compareUsersView();
    } catch (AssertionError e) {
      throw new AssertionError(
          calls.stream().map(Call::toString)
              .collect(Collectors.joining("\n", "After\n", "\non " + reference.url() + " and here:\n" + e.getMessage())),
          e);
    }
  }

  /** Both know the same two computers with free partitions and no releases. */
  private static void prepare() {
    for (var computer : Calls.COMPUTERS) {
      both(Calls.format(computer, 0));
      both(Calls.format(computer, Calls.PARTITIONS));
      for (var release : Calls.RELEASES) {
        both(Call.post("/destroyedSoftwareRelease", Map.of("computer_id", computer, "url", release)));
      }
    }
  }

  private static void both(Call call) {
    assertThat(call.send(reference.url()).statusCode()).isEqualTo(200);
    assertThat(call.send(ours.url().toString()).statusCode()).isEqualTo(200);
  }

  /** The two servers during one sequence. */
  private static final class Pair {
    private final Set<String> moved = new HashSet<>();
    private final Set<String> formerHosts = new HashSet<>();
    private final Map<String, Set<String>> everHosts = new TreeMap<>();
    private VisibleState theirs;
    private VisibleState own;

    Pair(VisibleState theirs, VisibleState own) {
      this.theirs = theirs;
      this.own = own;
    }

    void call(Call call) {
      if (publishesForNoneOfItsOwn(call) || publishesForNobody(call) || asksFromFree(call) || forgetsTheType(call)) {
        return;
      }
      var answer = call.send(ours.url().toString());
      if (refusesClash(call, answer) || renamesNothing(call, answer) || asksFromNowhere(answer)) {
        return;
      }
      var expected = call.send(reference.url());
      if (startsBelowStoppedRoot(answer, expected)) {
        var again = call.typed();
        answer = again.send(ours.url().toString());
        expected = again.send(reference.url());
      }
      compareStates(call);
      if (!refusesWhatFailsThere(answer, expected)
          && !destroysWhatNeverWas(call, expected)
          && !reportsOfNothing(call, answer, expected)
          && !namesFormerHost(call)) {
        assertThat(answer.statusCode()).as("status of %s: %s, expected %s", call, answer.body(), expected.body())
            .isEqualTo(expected.statusCode());
        if (expected.statusCode() == 200) {
          assertThat(VisibleState.answer(answer.body())).as("answer to %s", call)
              .isEqualTo(VisibleState.answer(expected.body()));
        }
      }
    }

    void compareUsersView() {
      var found = UserView.of(ours.url().toString(), moved);
      assertThat(found).as("services").isPresent();
      var here = found.get();
      // There a shared instance whose host is on another computer than the first of that name can break the whole list.
      var expected = UserView.of(reference.url(), moved);
      if (expected.isEmpty()) {
        return;
      }
      var there = expected.get();
      assertThat(here.keySet()).as("services").isEqualTo(there.keySet());
      assertThat(UserView.roots(ours.url().toString())).as("trees").isEqualTo(UserView.roots(reference.url()));
      // There the document of a root is that of any instance of its title.
      own.sharedTitles().forEach(title -> here.replace(UserView.address(title), there.get(UserView.address(title))));
      assertThat(here).as("documents of services").isEqualTo(there);
    }

    private void compareStates(Call call) {
      var theirsNow = VisibleState.of(reference.url());
      var ownNow = VisibleState.of(ours.url().toString());
      noteMoved(call, theirsNow, ownNow);
      assertThat(ownNow.without(moved).documents()).as("state after %s", call).isEqualTo(theirsNow.without(moved).documents());
      var changedThere = theirsNow.changedSince(theirs);
      var changedHere = ownNow.changedSince(own);
      changedThere.removeAll(formerHosts);
      changedHere.removeAll(formerHosts);
      if (!bangsMember(call)) {
        assertThat(changedHere).as("processed again after %s", call).isEqualTo(changedThere);
      }
      theirs = theirsNow;
      own = ownNow;
    }

    /**
     * A shared instance is listed on one host; there it stays in the list of the former one for ever, and in any other list
     * than that of the host that a request for its destruction would find.
     */
    private void noteMoved(Call call, VisibleState theirsNow, VisibleState ownNow) {
      theirsNow.hosts().forEach((shared, hosts) -> {
        everHosts.computeIfAbsent(shared, _ -> new HashSet<>()).addAll(hosts);
        int here = ownNow.hosts().getOrDefault(shared, Set.of()).size();
        if (hosts.size() > here && (hosts.size() > 1 || call.destroysShared())) {
          moved.add(shared);
        }
        if (moved.contains(shared)) {
          formerHosts.addAll(hosts);
        }
      });
    }

    /** There a title can be given to two instances, of which requests then find one. */
    private static boolean refusesClash(Call call, HttpResponse<String> answer) {
      return call.path().equals("/softwareInstanceRename") && answer.statusCode() == 409;
    }

    /** There a new member of a tree whose root is stopped is what was asked for, and as its root when requested again. */
    private static boolean startsBelowStoppedRoot(HttpResponse<String> answer, HttpResponse<String> expected) {
      var here = STATE.matcher(answer.body());
      var there = STATE.matcher(expected.body());
      return here.find() && there.find() && !here.group(1).equals("started") && !here.group(1).equals(there.group(1));
    }

    /** There a free partition may make requests, as a user. */
    private static boolean asksFromNowhere(HttpResponse<String> answer) {
      return answer.statusCode() == 400 && answer.body().contains("No partition matching the authorization header");
    }

    /** There a free partition gets the title, and whoever requests that title gets a free partition. */
    private boolean renamesNothing(Call call, HttpResponse<String> answer) {
      return call.path().equals("/softwareInstanceRename")
          && answer.body().startsWith("Unknown partition")
          && isFree(call);
    }

    /** There the next instance begins with what was published for the free partition. */
    private boolean publishesForNobody(Call call) {
      return call.path().equals("/setComputerPartitionConnectionXml") && isFree(call);
    }

    /** There a free partition that the form names is remembered as the requester, here it is a user as any unknown one. */
    private boolean asksFromFree(Call call) {
      return call.path().equals("/requestComputerPartition")
          && !call.fields().getOrDefault("computer_id", "").isEmpty()
          && !"slappart4".equals(call.fields().get("computer_partition_id"))
          && isFree(call);
    }

    private boolean isFree(Call call) {
      return !own.timestamps().containsKey(call.fields().get("computer_id") + "/" + call.fields().get("computer_partition_id"));
    }

    /** There whoever publishes for a shared instance becomes its host. */
    private boolean publishesForNoneOfItsOwn(Call call) {
      var reference = call.fields().getOrDefault("slave_reference", "None");
      var place = call.fields().get("computer_id") + "/" + call.fields().get("computer_partition_id");
      return call.path().equals("/setComputerPartitionConnectionXml")
          && !reference.equals("None")
          && !own.hosts().getOrDefault(reference, Set.of()).contains(place);
    }

    /** There the type of an instance that is requested again without one is forgotten. */
    private boolean forgetsTheType(Call call) {
      return call.path().equals("/requestComputerPartition")
          && call.fields().get("software_type").isEmpty()
          && own.titles().contains(call.fields().get("partition_reference"));
    }

    /** There the answer about a shared instance that moved names its former host until the present one publishes for it. */
    private boolean namesFormerHost(Call call) {
      return everHosts.entrySet().stream()
          .filter(entry -> entry.getValue().size() > 1)
          .map(Map.Entry::getKey)
          .anyMatch(shared -> call.mentions(shared.substring(shared.indexOf('_') + 1)));
    }

    /** There the JSON call has a member processed with what is below its title, whether there is such a member or not. */
    private static boolean bangsMember(Call call) {
      return call.path().endsWith("software_instance_bang") && call.json().filter(body -> !body.contains("______")).isPresent();
    }

    /** There whatever is reported of an instance that does not exist is fine. */
    private static boolean reportsOfNothing(Call call, HttpResponse<String> answer, HttpResponse<String> expected) {
      return call.path().startsWith("/slapos.put.") && answer.statusCode() == 403 && expected.statusCode() == 200;
    }

    /** There a host that never listed a shared instance cannot lose one. */
    private static boolean destroysWhatNeverWas(Call call, HttpResponse<String> expected) {
      return expected.statusCode() == 500 && call.destroysShared();
    }

    /** What ends with a server error there is refused here. */
    private static boolean refusesWhatFailsThere(HttpResponse<String> answer, HttpResponse<String> expected) {
      return expected.statusCode() == 500 && answer.statusCode() >= 400 && answer.statusCode() < 500;
    }
  }
}
