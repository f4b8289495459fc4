package org.slapos.master.store;

import java.util.List;
import org.slapos.master.domain.ForwardedRequest;

/** Table {@code forwarded_request}. */
final class ForwardedRequestStore {
  private final Session session;

  ForwardedRequestStore(Session session) {
    this.session = session;
  }

  boolean has(ForwardedRequest request) {
    return session
        .first(
            "SELECT title, master_url FROM forwarded_request WHERE title = ? AND master_url = ?",
            ForwardedRequestStore::map,
            request.title(),
            request.masterUrl())
        .isPresent();
  }

  /** By title. */
  List<ForwardedRequest> all() {
    return session.list(
        "SELECT title, master_url FROM forwarded_request ORDER BY title, master_url", ForwardedRequestStore::map);
  }

  void put(ForwardedRequest request) {
    session.run(
        "INSERT INTO forwarded_request (title, master_url) VALUES (?, ?) ON CONFLICT DO NOTHING",
        request.title(),
        request.masterUrl());
  }

  void remove(ForwardedRequest request) {
    session.run(
        "DELETE FROM forwarded_request WHERE title = ? AND master_url = ?", request.title(), request.masterUrl());
  }

  private static ForwardedRequest map(Row row) {
    return new ForwardedRequest(row.text(), row.text());
  }
}
