package org.slapos.master.panel;

import java.util.Locale;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.StatusReport;

/** How things are called on the pages. */
final class Words {
  private Words() {}

  static String of(StatusReport.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  static String title(Instance instance) {
    return instance.title().filter(title -> !title.isEmpty()).orElse("(no title)");
  }
}
