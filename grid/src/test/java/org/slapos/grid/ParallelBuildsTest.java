package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.write;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slapos.grid.software.SoftwareFolder;

/** Several releases at the same time. Builds meet in a folder, so that what is claimed of them does not depend on time. */
class ParallelBuildsTest {
  private final TestNode node = new TestNode();
  private final Path meeting = node.root().resolve("meeting");

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  private static String url(int number) {
    return "http://example.com/" + number + "/software.cfg";
  }

  /** Builds that run these lines of shell, so many at a time, and leave a file with how many ran at their time. */
  private void builds(int workers, String... lines) throws Exception {
    Files.createDirectory(meeting);
    Path program = node.root().resolve("bootstrap.py");
    write(program, """
        import os
        os.makedirs('bin', exist_ok=True)
        open('bin/buildout', 'w').write('''#!/bin/sh
        me=$(basename $PWD)
        touch %1$s/$me
        ls %1$s > present
        echo building $me
        %2$s
        rm %1$s/$me
        ''')
        os.chmod('bin/buildout', 0o755)
        """.formatted(meeting, String.join("\n", lines)), "rwxr-xr-x");
    node.settings(node.settings()
        .with(new GridSettings.Behaviour(Optional.of(program), false, false, "", ""))
        .with(new GridSettings.Workload(workers, 1, OptionalLong.empty())));
    for (int i = 0; i < 5; i++) {
      node.master().supply(url(i), "available");
    }
  }

  private Stream<Long> presentAtOnce() {
    return Stream.iterate(0, i -> i < 5, i -> i + 1).map(i ->
        TestNode.read(SoftwareFolder.of(node.software(), url(i)).path().resolve("present")).lines().count());
  }

  @Test
  void as_many_as_configured_are_built_at_the_same_time_and_never_more() throws Exception {
    // Each of the first three waits until three are there: fewer at a time would never end.
    builds(3, "i=0; while [ ! -e %1$s.seen ] && [ $(ls %1$s | wc -l) -lt 3 ] && [ $i -lt 500 ]; do sleep 0.05; "
        .formatted(meeting) + "i=$((i+1)); done; [ $i -lt 500 ] || exit 1; touch " + meeting + ".seen");

    assertThat(node.grid().software()).isEqualTo(new PassResult(0, List.of()));

    assertThat(meeting.resolveSibling(meeting.getFileName() + ".seen")).as("three were there").exists();
    assertThat(presentAtOnce()).allMatch(count -> count <= 3);
    assertThat(node.log().lines()).filteredOn(line -> line.contains("] building "))
        .hasSize(5).anyMatch(line -> line.startsWith("INFO [4/software.cfg] building "));
  }

  @Test
  void with_one_worker_they_come_one_after_the_other_in_the_order_of_the_master() throws Exception {
    builds(1, "true");

    assertThat(node.grid().software().exitCode()).isZero();

    assertThat(presentAtOnce()).containsOnly(1L);
    assertThat(node.master().told()).containsExactlyElementsOf(Stream.iterate(0, i -> i < 5, i -> i + 1)
        .flatMap(i -> Stream.of("buildingSoftwareRelease " + url(i), "availableSoftwareRelease " + url(i))).toList());
  }

  @Test
  void one_that_fails_among_others_is_told_and_the_others_are_built() throws Exception {
    builds(2, "[ $me != " + SoftwareFolder.name(url(1)) + " ] || { rm " + meeting + "/$me; exit 1; }");

    PassResult result = node.grid().software();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.summary()).singleElement().asString().startsWith(url(1));
    assertThat(node.master().told()).contains(
        "softwareReleaseError " + url(1), "availableSoftwareRelease " + url(0), "availableSoftwareRelease " + url(4));
  }
}
