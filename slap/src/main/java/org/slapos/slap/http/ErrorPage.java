package org.slapos.slap.http;

import java.util.Optional;
import java.util.regex.Pattern;

/** The one sentence that matters in a Master's HTML error page. */
public final class ErrorPage {
  private static final Pattern PARAGRAPH = Pattern.compile("<p>(.*?)</p>", Pattern.DOTALL);
  /** Sentences of the web framework that say no more than the status does. */
  private static final Pattern EMPTY_WORDS = Pattern.compile(
      "^(The requested URL was not found|The browser \\(or proxy\\) sent|The method is not allowed"
          + "|The server encountered).*",
      Pattern.DOTALL);
  private static final int MAX_LENGTH = 300;

  private ErrorPage() {}

  /** The explanation in one line; empty if the page has none of its own. */
  public static Optional<String> explanation(String page) {
    var paragraph = PARAGRAPH.matcher(page);
    if (!paragraph.find() || EMPTY_WORDS.matcher(paragraph.group(1)).matches()) {
      return Optional.empty();
    }
    var text = paragraph.group(1)
        .replaceAll("<[^>]*>", " ")
        .replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#34;", "\"").replace("&#39;", "'")
        .replace("&amp;", "&")
        .replaceAll("\\s+", " ")
        .strip();
    return Optional.of(text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...");
  }
}
