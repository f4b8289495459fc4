package org.slapos.cli.spec;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Argument;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.MutuallyExclusiveGroup;
import org.jspecify.annotations.Nullable;

/**
 * A parser that only listens: the library keeps what was declared to itself. Made of proxies, since its interfaces have
 * sixty methods of which commands use nine.
 */
final class DeclarationRecorder {
  private final List<Recorded> recorded = new ArrayList<>();

  /** What was said of one argument so far. */
  private static final class Recorded {
    private final List<String> names;
    private String help = "";
    private String metavar = "";
    private List<String> choices = List.of();
    private boolean takesValue = true;
    private boolean repeated;

    Recorded(List<String> names) {
      this.names = names;
    }

    OptionSpec spec() {
      return new OptionSpec(names, help, metavar, choices, takesValue, repeated);
    }
  }

  List<OptionSpec> declared() {
    return recorded.stream().map(Recorded::spec).toList();
  }

  ArgumentParser parser() {
    return proxy(ArgumentParser.class, (self, method, arguments) -> container(self, method, arguments));
  }

  private @Nullable Object container(Object self, Method method, @Nullable Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "addArgument" -> argument(texts(first(arguments)));
      case "addMutuallyExclusiveGroup" ->
          proxy(MutuallyExclusiveGroup.class, (group, inner, innerArguments) -> container(group, inner, innerArguments));
      case "description", "required", "epilog", "setDefault" -> self;
      default -> throw new UnsupportedOperationException(method.toString());
    };
  }

  private Argument argument(List<String> names) {
    var declared = new Recorded(names);
    recorded.add(declared);
    return proxy(Argument.class, (self, method, arguments) -> {
      note(declared, method, arguments);
      return self;
    });
  }

  private static void note(Recorded declared, Method method, @Nullable Object @Nullable [] arguments) {
    Object value = first(arguments);
    switch (method.getName()) {
      case "help" -> declared.help = value.toString();
      case "metavar" -> declared.metavar = texts(value).getFirst();
      case "choices" -> declared.choices = texts(value);
      case "nargs" -> declared.repeated = !value.equals("?");
      case "action" -> {
        declared.takesValue = value.equals(Arguments.append()) || value.equals(Arguments.store());
        declared.repeated = value.equals(Arguments.append());
      }
      case "setDefault", "setConst", "type", "required", "dest" -> {
        // Says nothing that people read.
      }
      default -> throw new UnsupportedOperationException(method.toString());
    }
  }

  private static Object first(@Nullable Object @Nullable [] arguments) {
    return Objects.requireNonNull(Objects.requireNonNull(arguments)[0]);
  }

  private static List<String> texts(Object value) {
    return switch (value) {
      case Object[] array -> Arrays.stream(array).map(String::valueOf).toList();
      case Collection<?> items -> items.stream().map(String::valueOf).toList();
      default -> List.of(value.toString());
    };
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(DeclarationRecorder.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
