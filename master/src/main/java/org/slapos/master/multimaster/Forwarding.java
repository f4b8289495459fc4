package org.slapos.master.multimaster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slapos.master.domain.Command;
import org.slapos.master.domain.ForwardedRequest;
import org.slapos.master.domain.ForwardingRules;
import org.slapos.master.domain.ForwardingRules.Candidate;
import org.slapos.master.domain.ForwardingRules.Place;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.store.Store;
import org.slapos.slap.RequestedState;
import org.slapos.slap.wire.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests on to the Masters they belong to. The database is read before the call and written after it, never held
 * during it.
 */
public final class Forwarding {
  private static final Logger log = LoggerFactory.getLogger(Forwarding.class);

  private final Store store;
  private final ForwardingRules rules;
  private final Map<String, ExternalMaster> masters = new LinkedHashMap<>();
  private final Map<String, ExternalCall> calls = new LinkedHashMap<>();
  private final LoopGuard loops;

  /** @param runId of this process, as {@code getRunId} answers */
  public Forwarding(Store store, List<ExternalMaster> masters, String runId) {
    this.store = store;
    this.loops = new LoopGuard(runId);
    var releases = new LinkedHashMap<String, Set<String>>();
    for (var master : masters) {
      this.masters.put(master.url(), master);
      calls.put(master.url(), new ExternalCall(master));
      releases.put(master.url(), master.releases());
    }
    this.rules = new ForwardingRules(releases);
  }

  /**
   * The answer of the Master that the request belongs to; empty if it belongs to this one.
   *
   * @param author for the record
   * @throws HttpProblem if that Master is not configured, or has no instance to give
   */
  public Optional<Value> answer(InstanceRequest request, String author) {
    if (masters.isEmpty() && request.masterUrl().isEmpty()) {
      return Optional.empty();
    }
    var candidate = new Candidate(
        request.claim(), request.title(), request.softwareRelease(), request.shared(), request.computer(),
        request.masterUrl(), request.isForUs());
    return switch (store.read(register -> rules.decide(candidate, register))) {
      case Place.Here.HERE -> Optional.empty();
      case Place.There(var url, var title) -> Optional.of(forward(request, url, title, author));
      case Place.Unknown(var url) -> {
        log.warn("External SlapOS Master URL {} is not listed in multimaster list.", url);
        throw HttpProblem.of(404, "External SlapOS Master URL " + url + " is not listed in multimaster list.");
      }
    };
  }

  private Value forward(InstanceRequest request, String url, String title, String author) {
    log.info("Forwarding request of {} to {}", title, url);
    var form = ForwardedForm.of(request, title, known(masters, url));
    Value answer;
    try (var _ = loops.begin(request, title)) {
      answer = known(calls, url).request(form, loops.via(request));
    }
    var shown = ForwardedAnswer.of(answer, url, request)
        .orElseThrow(() -> HttpProblem.of(502, "The external SlapOS Master " + url + " answered no instance."));
    note(new ForwardedRequest(title, url), request.state().equals(Optional.of(RequestedState.DESTROYED)), author);
    return shown;
  }

  /** Repeated requests write nothing. */
  private void note(ForwardedRequest request, boolean destroyed, String author) {
    if (store.read(register -> register.isForwarded(request)) == destroyed) {
      store.execute(new Command.NoteForwarded(request, destroyed), author);
    }
  }

  private static <T> T known(Map<String, T> byUrl, String url) {
    return Optional.ofNullable(byUrl.get(url)).orElseThrow();
  }
}
