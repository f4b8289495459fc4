package org.slapos.master.api;

import org.slapos.master.http.HttpProblem;
import org.slapos.tio.TioFormatException;
import org.slapos.tio.TioReader;

/** What computers say they consumed: a journal in TioFormat, as the full Master demands. */
public final class UsageDocument {
  private UsageDocument() {}

  /**
   * The document as it was sent.
   *
   * @throws HttpProblem 400 with line and column if it is no journal; nodes look at their documents before they send them
   */
  public static String checked(String document, String field) {
    try {
      TioReader.readJournal(document);
      return document;
    } catch (TioFormatException e) {
      throw HttpProblem.badField(field, "no TioFormat journal: " + e.getMessage());
    }
  }
}
