package org.slapos.interop;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.slapos.slap.ChangeFeed;
import org.slapos.slap.Computer;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.OpenOrder;
import org.slapos.slap.Slap;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.Supply;
import org.slapos.slap.Token;

/** Notes which methods of the library's nouns were called, on a noun and on all that come from it. */
final class CallLog {
  private static final List<Class<?>> NOUNS = List.of(
      Slap.class,
      OpenOrder.class,
      Supply.class,
      Token.class,
      Computer.class,
      ComputerPartition.class,
      SoftwareRelease.class,
      ChangeFeed.class);

  private final Set<String> called = new ConcurrentSkipListSet<>();

  Slap of(Slap slap) {
    return Slap.class.cast(watched(Slap.class, slap));
  }

  /** What nobody called. */
  Set<String> missing() {
    var missing = new TreeSet<String>();
    for (Class<?> noun : NOUNS) {
      Arrays.stream(noun.getMethods()).map(method -> name(noun, method)).forEach(missing::add);
    }
    missing.removeAll(called);
    return missing;
  }

  private static String name(Class<?> noun, Method method) {
    var types = Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList();
    return noun.getSimpleName() + "." + method.getName() + "(" + String.join(", ", types) + ")";
  }

  private Object watched(Class<?> noun, Object target) {
    InvocationHandler handler = (_, method, arguments) -> {
      called.add(name(noun, method));
      try {
        return wrapped(method.invoke(target, arguments));
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    };
    return Proxy.newProxyInstance(CallLog.class.getClassLoader(), new Class<?>[] {noun}, handler);
  }

  private Object wrapped(Object result) {
    if (result instanceof List<?> list) {
      return list.stream().map(this::wrapped).toList();
    }
    if (result instanceof Optional<?> optional) {
      return optional.map(this::wrapped);
    }
    return NOUNS.stream().filter(noun -> noun.isInstance(result)).findFirst()
        .map(noun -> watched(noun, result)).orElse(result);
  }
}
