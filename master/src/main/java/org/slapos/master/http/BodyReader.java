package org.slapos.master.http;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads the body of a request as it comes in; nobody waits for it. The parts that are read are copied, so that memory
 * is held for bytes and not for the buffers they came in.
 */
final class BodyReader implements Runnable, BodyMemory.Holder {
  private static final byte[] NOTHING = new byte[0];
  private static final int LEAST = 1 << 10;
  private static final int RETRY_SECONDS = 5;
  private static final long MOST_DROPPED = 64L << 20;

  private final Request request;
  private final BodyMemory memory;
  private final int largest;
  private final Receiver receiver;
  private final long since = System.nanoTime();
  private byte[] bytes = NOTHING;
  private int count;
  private long held;
  private long dropped;
  private Optional<HttpProblem> refusal = Optional.empty();
  private volatile boolean evicted;

  private BodyReader(Request request, BodyMemory memory, int largest, Receiver receiver) {
    this.request = request;
    this.memory = memory;
    this.largest = largest;
    this.receiver = receiver;
  }

  /** Gets the body, or why there is none; called once. */
  interface Receiver {
    void received(byte[] body);

    void refused(HttpProblem problem);
  }

  /**
   * Begins to read; the receiver is called by this thread if the body is there already, else by the one that gets its
   * last part.
   */
  static void read(Request request, BodyMemory memory, int largest, Receiver receiver) {
    if (request.getLength() > largest) {
      receiver.refused(tooLarge(largest));
    } else if (request.getLength() == 0) {
      receiver.received(NOTHING);
    } else {
      new BodyReader(request, memory, largest, receiver).run();
    }
  }

  /** Reads what has come. */
  @Override
  public void run() {
    while (true) {
      var chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        refuse(refusal.orElseGet(() -> failed(chunk.getFailure())));
        return;
      }
      boolean last = chunk.isLast();
      try {
        take(chunk.getByteBuffer());
      } finally {
        chunk.release();
      }
      if (last || dropped > MOST_DROPPED) {
        complete();
        return;
      }
    }
  }

  /** What is refused is dropped up to its end: a client that is still sending would not read the answer. */
  private void take(ByteBuffer part) {
    if (refusal.isEmpty()) {
      refusal = keep(part);
      if (refusal.isPresent()) {
        bytes = NOTHING;
        memory.release(this);
      }
    } else {
      dropped += part.remaining();
    }
  }

  private Optional<HttpProblem> keep(ByteBuffer part) {
    int size = part.remaining();
    if (count + size > largest) {
      return Optional.of(tooLarge(largest));
    }
    if (count + size > bytes.length && !grow(count + size)) {
      return Optional.of(crowded());
    }
    part.get(bytes, count, size);
    count += size;
    return Optional.empty();
  }

  /** A slow sender's memory follows what came, not what was announced. */
  private boolean grow(int needed) {
    long announced = request.getLength();
    int most = announced >= 0 ? (int) announced : largest;
    int size = Math.max(needed, Math.min(most, Math.max(LEAST, 2 * bytes.length)));
    if (evicted || !memory.take(this, size - bytes.length)) {
      return false;
    }
    bytes = Arrays.copyOf(bytes, size);
    return true;
  }

  private void complete() {
    memory.complete(this);
    if (refusal.isPresent() || evicted) {
      refuse(refusal.orElseGet(BodyReader::crowded));
      return;
    }
    var body = count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    bytes = NOTHING;
    try {
      receiver.received(body);
    } finally {
      memory.release(this);
    }
  }

  private void refuse(HttpProblem problem) {
    bytes = NOTHING;
    memory.release(this);
    receiver.refused(problem);
  }

  private static HttpProblem failed(Throwable failure) {
    return failure instanceof TimeoutException
        ? HttpProblem.of(408, "The body of the request did not come in time.")
        : HttpProblem.of(400, "The body of the request ended early.");
  }

  private static HttpProblem tooLarge(int largest) {
    return HttpProblem.of(413, "The body of the request is larger than " + largest + " bytes.");
  }

  private static HttpProblem crowded() {
    return HttpProblem.retryLater(
        503, "Too many large requests at once; there is no memory for this one. Try again later.", RETRY_SECONDS);
  }

  @Override
  public long since() {
    return since;
  }

  @Override
  public long held() {
    return held;
  }

  @Override
  public void hold(long amount) {
    held = amount;
  }

  /** Its sender is slow; closing is the one thing that ends a read that waits. */
  @Override
  public void makeRoom() {
    evicted = true;
    request.getConnectionMetaData().getConnection().getEndPoint().close();
  }
}
