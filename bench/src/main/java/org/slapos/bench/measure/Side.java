package org.slapos.bench.measure;

/** Whose program is measured. */
public enum Side {
  OURS("ours"),
  NEW("reference 1.26.1"),
  OLD("reference 1.6.10");

  private final String title;

  Side(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
