package org.slapos.master.panel;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slapos.master.domain.StatusReport;
import org.slapos.master.domain.Timestamp;
import org.slapos.master.http.Response;

/** A whole page: its frame, and the parts that pages have in common. */
final class Page {
  /** A page runs nothing and loads nothing but its style sheet, whatever a name or a log holds. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cache-Control", "no-store");

  private static final int MOST_ROWS = 500;

  private final Html html = new Html();
  private final String top;
  private final String title;

  /**
   * A page.
   *
   * @param top from the page's address to that of the panel, such as {@code ../}; empty for the panel's own
   */
  Page(String top, String title) {
    this.top = top;
    this.title = title;
  }

  Html html() {
    return html;
  }

  /** Adds a link to another page. */
  void link(Html cell, String target, String text) {
    cell.link(top + target, text);
  }

  /** Adds a heading and a table under it, of as many rows as a browser can show; one line instead of none. */
  <T> void table(String heading, List<String> columns, List<T> rows, Consumer<T> row) {
    html.element("h2", heading);
    if (rows.isEmpty()) {
      html.element("p", "None.");
      return;
    }
    html.element("table", table -> {
      table.element("thead", head -> head.element("tr", line -> columns.forEach(name -> line.element("th", name))));
      table.element("tbody", body -> rows.stream().limit(MOST_ROWS).forEach(item -> body.element("tr", _ -> row.accept(item))));
    });
    if (rows.size() > MOST_ROWS) {
      html.element("p", "And " + (rows.size() - MOST_ROWS) + " more.");
    }
  }

  /** Adds a heading and names with their values under it. */
  void values(String heading, Map<String, Optional<String>> values) {
    table(heading, List.of("name", "value"), List.copyOf(values.entrySet()), entry -> {
      html.cell(entry.getKey());
      html.element("td", cell -> cell.element("pre", entry.getValue().orElse("")));
    });
  }

  /** Adds a cell with the last that was reported. */
  void status(Optional<StatusReport> report) {
    html.element("td", cell -> report.ifPresentOrElse(
        known -> cell.marked(known.state() == StatusReport.State.ERROR ? "bad" : "good", Words.of(known.state()))
            .text(" since " + time(known.at())),
        () -> cell.text("no report")));
  }

  Response response() {
    var whole =
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <link rel="stylesheet" href="%spanel.css"><title>%s</title></head>
        <body><nav><a href="%s">SlapOS Master</a></nav><main><h1>%s</h1>%s</main></body></html>
        """
            .formatted(top, Html.escape(title), top.isEmpty() ? "./" : top, Html.escape(title), html);
    return new Response(200, Response.HTML, HEADERS, whole.getBytes(StandardCharsets.UTF_8));
  }

  static String time(Timestamp at) {
    return Instant.EPOCH.plus(at.micros(), ChronoUnit.MICROS).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
