package org.slapos.fakes;

import java.util.Map;

/**
 * One request that a {@link FakeMaster} got.
 *
 * @param form the fields of the body or, for a GET, of the query
 * @param authorization the header of that name, or the empty text
 */
public record Call(String method, String endpoint, Map<String, String> form, String authorization) {

  /** What went wrong, of a call that tells an error; else the empty text. */
  public String error() {
    return form.getOrDefault("error_log", "");
  }

  public boolean isPost() {
    return method.equals("POST");
  }

  /** The call and what it is about: {@code startedComputerPartition slappart0}. */
  @Override
  public String toString() {
    String subject = form.getOrDefault(
        "computer_partition_id", form.getOrDefault("url", form.getOrDefault("computer_partition_reference", "")));
    return subject.isEmpty() ? endpoint : endpoint + " " + subject;
  }
}
