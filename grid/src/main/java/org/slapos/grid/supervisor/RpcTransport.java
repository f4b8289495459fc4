package org.slapos.grid.supervisor;

import java.io.IOException;

/** Carries one XML-RPC document to supervisord and its answer back. */
@FunctionalInterface
interface RpcTransport {
  byte[] exchange(byte[] call) throws IOException;
}
