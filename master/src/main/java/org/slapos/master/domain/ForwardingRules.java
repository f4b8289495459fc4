package org.slapos.master.domain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Which requests belong to other Masters (reference: proxy.md, 6). URLs of Masters and of releases are compared as exact
 * texts.
 *
 * @param releases those of each Master, by its URL, in the order of the configuration
 */
public record ForwardingRules(SequencedMap<String, Set<String>> releases) {
  public ForwardingRules {
    releases = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(releases));
  }

  /**
   * A request that might belong elsewhere.
   *
   * @param computer where it would be placed here
   * @param masterUrl which Master the requester insists on
   * @param ourself whether that URL is this Master's
   */
  public record Candidate(
      Claim claim,
      String title,
      String softwareRelease,
      boolean shared,
      String computer,
      Optional<String> masterUrl,
      boolean ourself) {}

  /** Where a request belongs. */
  public sealed interface Place {

    /** To this Master, which may refuse it. */
    enum Here implements Place {
      HERE
    }

    /**
     * To another Master.
     *
     * @param title under which it is to be requested there
     */
    record There(String masterUrl, String title) implements Place {}

    /** To a Master that nobody configured. */
    record Unknown(String masterUrl) implements Place {}
  }

  /** Where a request belongs. What this Master has allocated already stays here. */
  public Place decide(Candidate request, Register register) {
    var requester = ResolvedRequester.of(request.claim(), register);
    if (requester.isEmpty() || isKnown(request, requester.get(), register)) {
      return Place.Here.HERE;
    }
    if (request.masterUrl().isPresent()) {
      var url = request.masterUrl().get();
      if (request.ourself()) {
        return Place.Here.HERE;
      }
      return releases.containsKey(url) ? there(url, request, requester.get()) : new Place.Unknown(url);
    }
    return releases.entrySet().stream()
        .filter(master -> master.getValue().contains(request.softwareRelease()))
        .map(Map.Entry::getKey)
        .findFirst()
        .map(url -> there(url, request, requester.get()))
        .orElse(Place.Here.HERE);
  }

  private static Place there(String url, Candidate request, ResolvedRequester requester) {
    var name = switch (requester.requester()) {
      case Requester.User.USER -> "user";
      case Requester.Partition(var id) -> id.partition();
    };
    return new Place.There(url, name + "_" + request.title());
  }

  private static boolean isKnown(Candidate request, ResolvedRequester requester, Register register) {
    if (request.shared()) {
      var reference = SharedInstance.referenceOf(requester.treeTitle(), request.title());
      return register.shared(request.computer(), reference).isPresent();
    }
    return !request.title().isEmpty() && register.instance(requester.treeTitle(), request.title()).isPresent();
  }
}
