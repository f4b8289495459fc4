package org.slapos.master.api.jsonrpc;

import org.slapos.master.api.jsonrpc.schema.Shape;
import org.slapos.slap.wire.Value;

/**
 * One method of the API.
 *
 * @param name such as {@code post.v0.software_instance}
 * @param summary what it does, in one line
 * @param request what its callers must send; checked before the body runs
 * @param response what a success looks like; a promise to clients that the tests hold the body to
 */
record Method(String name, Group group, String summary, Shape.Members request, Shape response, Body body) {

  /** Where the description lists it. */
  enum Group {
    NODE("Node"),
    INSTALLATION("Software installation"),
    INSTANCE("Instance"),
    SERVICE("Service");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** Answers a call whose document is as it must be. */
  @FunctionalInterface
  interface Body {
    /**
     * The answer.
     *
     * @throws org.slapos.master.http.HttpProblem for everything that is not a success
     */
    Value answer(Call call);
  }

  String path() {
    return "/slapos." + name;
  }

  /** Whether the answer depends on the partition that calls. */
  boolean knowsPartitions() {
    return name.equals("post.v0.software_instance");
  }
}
