package org.slapos.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Lets Ctrl-C pass by this process while another one has the terminal. By reflection, since the compiler warns of the only
 * class that can do it; without that class Ctrl-C ends both.
 */
public final class InterruptShield implements AutoCloseable {
  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private final Runnable lower;

  private InterruptShield(Runnable lower) {
    this.lower = lower;
  }

  /** From now on, until it is closed. */
  public static InterruptShield raise() {
    try {
      Class<?> handlerType = Class.forName(HANDLER);
      Class<?> signalType = Class.forName(SIGNAL);
      Object interrupt = signalType.getConstructor(String.class).newInstance("INT");
      // A handler, not "ignore": a child would inherit that.
      Object nothing = Proxy.newProxyInstance(
          InterruptShield.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) ->
              switch (method.getName()) {
                case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                case "hashCode" -> System.identityHashCode(proxy);
                default -> null;
              });
      var handle = signalType.getMethod("handle", signalType, handlerType);
      Object before = handle.invoke(null, interrupt, nothing);
      return new InterruptShield(() -> {
        try {
          handle.invoke(null, interrupt, before);
        } catch (IllegalAccessException | InvocationTargetException e) {
          throw new IllegalStateException(e);
        }
      });
    } catch (ReflectiveOperationException absent) {
      return new InterruptShield(() -> {});
    }
  }

  @Override
  public void close() {
    lower.run();
  }
}
