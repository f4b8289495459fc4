package org.slapos.interop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One command of a recorded run of the reference's node.
 *
 * @param command its words, {@code slapos} first
 * @param status its exit status
 * @param shown lines {@code PROCESS STATE}, of {@code node status}
 * @param calls what the Master saw, a line each: method, endpoint, fields in alphabetic order, separated by tabs
 */
record RecordedStep(List<String> command, int status, List<String> shown, List<String> calls) {
  private static final String PLACE = "/recordings/node-run/";

  static String text(String name) {
    try (InputStream in = Objects.requireNonNull(RecordedStep.class.getResourceAsStream(PLACE + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<RecordedStep> all() {
    return Arrays.stream(text("steps.txt").split("\n\n", -1)).map(RecordedStep::of).toList();
  }

  private static RecordedStep of(String block) {
    List<String> lines = block.strip().lines().toList();
    var shown = new ArrayList<String>();
    var calls = new ArrayList<String>();
    for (String line : lines.subList(2, lines.size())) {
      if (line.startsWith("is ")) {
        shown.add(line.substring("is ".length()));
      } else {
        calls.add(line);
      }
    }
    List<String> command = List.of(lines.getFirst().substring("$ ".length()).split(" ", -1));
    return new RecordedStep(command, Integer.parseInt(lines.get(1).substring("exit ".length())), shown, calls);
  }
}
