package org.slapos.master.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slapos.slap.RequestedState;

/** The rules of proxy.md 3 to 7, on a register in memory. */
class DecisionsTest {
  private static final String RELEASE = "http://sr.example/demo/software.cfg";
  private final MapRegister register = new MapRegister();
  private long clock = 1_000_000;

  @BeforeEach
  void twoComputers() {
    format("COMP-0", 4);
    format("COMP-1", 1);
  }

  @Test
  void a_new_title_gets_the_first_free_partition_in_the_order_of_the_format() {
    request("a");
    request("b");
    execute(new Command.ReportDestroyed(place(0)));

    assertThat(request("c").instance().place()).isEqualTo(place(0));
    assertThat(request("d").instance().place()).isEqualTo(place(2));
  }

  @Test
  void a_known_title_stays_where_it_is_whatever_the_filter_says() {
    request("a");

    var again = (Answer.Allocated) execute(command(Claim.Nobody.NOBODY, "a", Optional.empty(), "COMP-1", "x"));

    assertThat(again.instance().place()).isEqualTo(place(0));
  }

  @Test
  void a_full_computer_does_not_overflow_to_another() {
    IntStream.range(0, 4).forEach(i -> request("t" + i));

    assertThat(execute(command(Claim.Nobody.NOBODY, "more", Optional.empty(), "COMP-0", "")))
        .isInstanceOfSatisfying(Answer.Refused.class, refused -> {
          assertThat(refused.reason()).isEqualTo(Answer.Reason.NOT_FOUND);
          assertThat(refused.explanation()).isEqualTo("No free computer partition found for: more");
        });
  }

  @Test
  void titles_are_unique_in_a_tree_and_free_in_others() {
    var root = request("root").instance().place();
    var child = request(from(root), "x").instance().place();
    var byChild = request(from(child), "x").instance();
    var byUser = request("x").instance();

    assertThat(byChild.place()).isEqualTo(child);
    assertThat(byChild.requester()).isEqualTo(new Requester.Partition(child));
    assertThat(byUser.place()).isNotEqualTo(child);
    assertThat(byUser.isRoot()).isTrue();
  }

  @Test
  void a_form_that_names_an_unknown_partition_counts_as_a_user_but_a_header_does_not() {
    assertThat(request(from(place(3)), "a").instance().requester()).isEqualTo(Requester.User.USER);

    var header = new Claim.Header(Optional.of("COMP-0"), Optional.empty());
    assertThat(execute(command(header, "b", Optional.empty(), "COMP-0", "")))
        .isInstanceOfSatisfying(Answer.Refused.class, refused ->
            assertThat(refused.explanation())
                .isEqualTo("No partition matching the authorization header: (COMP-0 / None)"));
  }

  @Test
  void untitled_requests_always_get_a_partition_of_their_own() {
    assertThat(request("").instance().title()).isEmpty();
    assertThat(request("").instance().place()).isEqualTo(place(1));
  }

  @Test
  void the_timestamp_moves_only_when_something_changes_for_the_node() {
    var first = request("a").instance().timestamp();
    assertThat(request("a").instance().timestamp()).isEqualTo(first);

    var other = (Answer.Allocated) execute(command(Claim.Nobody.NOBODY, "a", Optional.empty(), "COMP-0", "<p/>"));
    assertThat(other.instance().timestamp()).isGreaterThan(first);
  }

  @Test
  void a_clock_that_was_set_back_does_not_hide_a_change() {
    var first = request("a").instance().timestamp();
    clock = 1;
    var changed = request("a", RequestedState.STOPPED).instance().timestamp();
    assertThat(changed).isGreaterThan(first);
  }

  @Test
  void a_stopped_root_stops_every_member_that_is_requested() {
    var root = request("root").instance().place();
    request(from(root), "child");
    request("root", RequestedState.STOPPED);

    var child = (Answer.Allocated) execute(
        command(from(root), "child", Optional.of(RequestedState.STARTED), "COMP-0", ""));

    assertThat(child.instance().state()).isEqualTo(RequestedState.STOPPED);
    assertThat(child.requestedState()).isEqualTo(RequestedState.STOPPED);
  }

  @Test
  void stopping_the_root_leaves_members_that_are_not_requested() {
    var root = request("root").instance().place();
    var child = request(from(root), "child").instance().place();
    request("root", RequestedState.STOPPED);

    assertThat(register.instance(child).orElseThrow().state()).isEqualTo(RequestedState.STARTED);
  }

  @Test
  void a_request_without_state_leaves_the_state_but_answers_started() {
    request("a", RequestedState.STOPPED);
    var again = request("a");
    assertThat(again.instance().state()).isEqualTo(RequestedState.STOPPED);
    assertThat(again.requestedState()).isEqualTo(RequestedState.STARTED);
  }

  @Test
  void a_tree_goes_from_its_leaves() {
    var root = request("root").instance().place();
    var child = request(from(root), "child").instance().place();
    var grandchild = request(from(child), "grandchild").instance().place();
    request("root", RequestedState.DESTROYED);

    assertThat(execute(new Command.ReportDestroyed(root)))
        .isEqualTo(new Answer.Awaiting(List.of("child", "grandchild")));
    assertThat(register.instance(grandchild).orElseThrow().state()).isEqualTo(RequestedState.DESTROYED);
    execute(new Command.ReportDestroyed(child));
    execute(new Command.ReportDestroyed(grandchild));
    execute(new Command.ReportDestroyed(root));
    assertThat(register.roots()).isEmpty();
    assertThat(register.firstFree("COMP-0")).contains(place(0));
  }

  @Test
  void an_untitled_root_does_not_wait_for_strangers() {
    var untitled = request("").instance().place();
    request("other");
    assertThat(execute(new Command.ReportDestroyed(untitled))).isEqualTo(Answer.Done.DONE);
    assertThat(register.instance(untitled)).isEmpty();
  }

  @Test
  void a_bang_touches_the_whole_tree_with_one_time_and_nothing_else() {
    var root = request("root").instance().place();
    var child = request(from(root), "child").instance().place();
    var stranger = request("stranger").instance();

    execute(new Command.Bang(child));

    assertThat(register.instance(root).orElseThrow().timestamp()).isEqualTo(new Timestamp(clock));
    assertThat(register.instance(child).orElseThrow().timestamp()).isEqualTo(new Timestamp(clock));
    assertThat(register.instance(stranger.place())).contains(stranger);
    assertThat(execute(new Command.Bang(place(3)))).isEqualTo(Answer.Done.DONE);
  }

  @Test
  void members_follow_a_renamed_root() {
    var root = request("root").instance().place();
    var child = request(from(root), "child").instance().place();

    execute(new Command.Rename(root, "new"));

    assertThat(register.instance("", "new").orElseThrow().place()).isEqualTo(root);
    assertThat(request(from(root), "child").instance().place()).isEqualTo(child);
    assertThat(request("root").instance().place()).isNotEqualTo(root);
  }

  @Test
  void a_title_that_is_taken_or_empty_is_no_new_name() {
    var a = request("a").instance().place();
    request("b");
    assertThat(execute(new Command.Rename(a, "b"))).isInstanceOfSatisfying(
        Answer.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Answer.Reason.CONFLICT));
    assertThat(execute(new Command.Rename(a, ""))).isInstanceOfSatisfying(
        Answer.Refused.class, refused -> assertThat(refused.field()).contains("new_name"));
    assertThat(execute(new Command.Rename(place(3), "c"))).isEqualTo(new Answer.UnknownPartition(place(3)));
  }

  @Test
  void published_parameters_call_the_direct_requester_only() {
    var root = request("root").instance();
    var child = request(from(root.place()), "child").instance();
    var grandchild = request(from(child.place()), "grandchild").instance();

    execute(new Command.Publish(grandchild.place(), "<instance/>"));

    assertThat(register.instance(root.place())).contains(root);
    assertThat(register.instance(child.place()).orElseThrow().timestamp()).isGreaterThan(child.timestamp());
    assertThat(register.instance(grandchild.place()).orElseThrow().timestamp()).isEqualTo(grandchild.timestamp());
    assertThat(Decisions.decide(new Command.Publish(grandchild.place(), "<instance/>"), register, now()).effects())
        .isEmpty();
  }

  @Test
  void a_shared_instance_is_listed_on_the_first_host_of_its_release() {
    var host = request("host").instance();
    request("second");

    var answer = (Answer.AllocatedShared) execute(shared("s", "default", Optional.empty(), false));

    assertThat(answer.host().place()).isEqualTo(host.place());
    assertThat(register.listedOn(host.place())).extracting(SharedInstance::reference).containsExactly("_s");
    assertThat(register.instance(host.place()).orElseThrow().timestamp()).isGreaterThan(host.timestamp());
  }

  @Test
  void asking_again_for_the_same_shared_instance_does_not_call_the_host() {
    request("host");
    execute(shared("s", "default", Optional.empty(), false));
    assertThat(Decisions.decide(shared("s", "default", Optional.empty(), false), register, now()).effects()).isEmpty();
  }

  @Test
  void a_shared_instance_needs_a_host_of_its_type_unless_it_names_none() {
    request("host");
    assertThat(execute(shared("s", "other", Optional.empty(), false))).isInstanceOfSatisfying(
        Answer.Refused.class,
        refused -> assertThat(refused.explanation())
            .isEqualTo("No partition corresponding to slave request: ['" + RELEASE + "', 'COMP-0', 'other']"));
    assertThat(execute(shared("s", "", Optional.empty(), false))).isInstanceOf(Answer.AllocatedShared.class);
    assertThat(execute(shared("s", "default", Optional.of("slappart9"), false))).isInstanceOf(Answer.Refused.class);
  }

  @Test
  void a_destroyed_shared_instance_leaves_its_host_and_keeps_what_was_published() {
    var host = request("host").instance().place();
    execute(shared("s", "default", Optional.empty(), false));
    execute(new Command.PublishShared(host, "_s", "<c/>"));

    var gone = (Answer.AllocatedShared) execute(shared("s", "default", Optional.empty(), true));

    assertThat(register.listedOn(host)).isEmpty();
    assertThat(gone.shared().connectionXml()).contains("<c/>");
    assertThat(execute(shared("never", "default", Optional.empty(), true))).isInstanceOf(Answer.AllocatedShared.class);
    assertThat(register.shared("COMP-0", "_never")).isEmpty();
  }

  @Test
  void a_shared_instance_has_one_host_even_when_it_moves() {
    var first = request("host").instance().place();
    var second = request("second").instance().place();
    execute(shared("s", "default", Optional.empty(), false));

    execute(shared("s", "default", Optional.of(second.partition()), false));

    assertThat(register.listedOn(first)).isEmpty();
    assertThat(register.listedOn(second)).hasSize(1);
  }

  @Test
  void a_freed_host_lists_nothing_and_its_shared_instances_wait_for_another() {
    var host = request("host").instance().place();
    execute(shared("s", "default", Optional.empty(), false));
    execute(new Command.ReportDestroyed(host));

    assertThat(register.shared("COMP-0", "_s").orElseThrow().listed()).isFalse();
    assertThat(execute(shared("s", "default", Optional.empty(), false))).isInstanceOf(Answer.Refused.class);
    var next = request("next").instance().place();
    execute(shared("s", "default", Optional.empty(), false));
    assertThat(register.listedOn(next)).hasSize(1);
  }

  @Test
  void a_format_takes_partitions_away_with_all_that_is_in_them() {
    request("host");
    execute(shared("s", "default", Optional.empty(), false));

    format("COMP-0", 0);

    assertThat(register.partitions("COMP-0")).isEmpty();
    assertThat(register.roots()).isEmpty();
    assertThat(register.shared("COMP-0", "_s")).isEmpty();
  }

  @Test
  void a_second_format_keeps_instances_and_order() {
    request("a");
    var before = register.partitions("COMP-0");
    format("COMP-0", 4);
    assertThat(register.partitions("COMP-0")).isEqualTo(before);
    assertThat(register.computers()).extracting(Computer::reference).containsExactly("COMP-1", "COMP-0");
  }

  @Test
  void a_partition_listed_twice_is_refused() {
    var twice = new Command.FormattedPartition("slappart0", List.of());
    assertThat(execute(new Command.Format(new Computer("COMP-2", Optional.empty(), Optional.empty()), List.of(twice, twice))))
        .isInstanceOf(Answer.Refused.class);
    assertThat(register.computer("COMP-2")).isEmpty();
  }

  @Test
  void reports_about_what_does_not_exist_are_not_kept() {
    execute(report(new StatusReport.Subject.Place(place(9))));
    execute(report(new StatusReport.Subject.Release("COMP-0", "http://nope")));
    assertThat(register.reports).isEmpty();
    execute(report(new StatusReport.Subject.Place(place(0))));
    assertThat(register.reports).hasSize(1);
  }

  private Command report(StatusReport.Subject subject) {
    return new Command.Report(new StatusReport(subject, StatusReport.State.ERROR, "me", now(), "log"));
  }

  private void format(String computer, int partitions) {
    execute(new Command.Format(
        new Computer(computer, Optional.of("127.0.0.1"), Optional.empty()),
        IntStream.range(0, partitions)
            .mapToObj(i -> new Command.FormattedPartition(
                "slappart" + i, List.of(new NetworkAddress("tap" + i, "10.0.0." + i, Optional.empty()))))
            .toList()));
  }

  private Answer.Allocated request(String title) {
    return request(Claim.Nobody.NOBODY, title);
  }

  private Answer.Allocated request(Claim claim, String title) {
    return (Answer.Allocated) execute(command(claim, title, Optional.empty(), "COMP-0", ""));
  }

  private Answer.Allocated request(String title, RequestedState state) {
    return (Answer.Allocated) execute(command(Claim.Nobody.NOBODY, title, Optional.of(state), "COMP-0", ""));
  }

  private static Command command(
      Claim claim, String title, Optional<RequestedState> state, String computer, String parameters) {
    return new Command.RequestInstance(
        claim, title, RELEASE, Optional.empty(), "default", parameters, computer, state);
  }

  private static Command shared(String title, String type, Optional<String> host, boolean destroy) {
    return new Command.RequestShared(
        Claim.Nobody.NOBODY, title, RELEASE, type, "<marshal/>", "COMP-0", host, destroy);
  }

  private static Claim from(PartitionId id) {
    return new Claim.Form(id);
  }

  private static PartitionId place(int number) {
    return new PartitionId("COMP-0", "slappart" + number);
  }

  private Answer execute(Command command) {
    clock += 1_000_000;
    return register.execute(command, now());
  }

  private Timestamp now() {
    return new Timestamp(clock);
  }
}
