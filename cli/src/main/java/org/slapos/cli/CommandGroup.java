package org.slapos.cli;

/** Whom a command is for; the top-level help is ordered by it. */
public enum CommandGroup {
  START("To begin"),
  CLIENT("Instances and software"),
  NODE("This node"),
  MASTER("The built-in Master"),
  OTHER("Other");

  private final String title;

  CommandGroup(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
