package org.slapos.fakes.crash;

import java.io.File;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.AccessFlag;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The Java agent that makes {@link CrashPoints} of the JDK's own entrances to the system, so that the program under test
 * needs no hooks. Its argument is {@code JAR,ORDER}: the jar with {@link CrashPoints} and what it is told.
 */
public final class CrashAgent {
  private static final ClassDesc POINTS = ClassDesc.of("org.slapos.fakes.crash.CrashPoints");
  private static final MethodTypeDesc HOOK = MethodTypeDesc.of(
      ConstantDescs.CD_void, ConstantDescs.CD_String, ConstantDescs.CD_Object, ConstantDescs.CD_Object,
      ConstantDescs.CD_int);

  /** Classes and those of their methods that change something outside the process. */
  private static final Map<String, Set<String>> WATCHED = Map.of(
      "sun.nio.fs.UnixNativeDispatcher", Set.of(
          "open", "link", "unlink", "unlinkat", "rename", "renameat", "mkdir", "rmdir", "symlink", "chown", "lchown",
          "fchown", "chmod", "fchmod"),
      "sun.nio.ch.FileChannelImpl", Set.of("write", "force", "truncate"),
      "java.lang.ProcessImpl", Set.of("start"),
      "java.net.Socket", Set.of("connect"),
      "sun.nio.ch.SocketChannelImpl", Set.of("connect"));

  private CrashAgent() {}

  /** Called by the JVM before {@code main}. */
  public static void premain(String argument, Instrumentation instrumentation)
      throws IOException, ReflectiveOperationException, UnmodifiableClassException {
    int comma = argument.indexOf(',');
    instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(new File(argument.substring(0, comma))));
    var classes = new ArrayList<Class<?>>();
    for (String name : WATCHED.keySet()) {
      classes.add(Class.forName(name, true, ClassLoader.getSystemClassLoader()));
    }
    instrumentation.addTransformer(new Hooks(), true);
    instrumentation.retransformClasses(classes.toArray(Class<?>[]::new));
    CrashPoints.arm(argument.substring(comma + 1));
  }

  private static final class Hooks implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader, String name, @Nullable Class<?> type, @Nullable ProtectionDomain domain,
        byte[] bytes) {
      Set<String> methods = WATCHED.getOrDefault(name.replace('/', '.'), Set.of());
      if (methods.isEmpty()) {
        return null;
      }
      ClassFile files = ClassFile.of();
      return files.transformClass(files.parse(bytes), (builder, element) -> {
        if (element instanceof MethodModel method && method.code().isPresent()
            && methods.contains(method.methodName().stringValue())) {
          builder.transformMethod(method, MethodTransform.transformingCode(new AtStart(name, method)));
        } else {
          builder.with(element);
        }
      });
    }
  }

  /** Calls the hook with the name of the method, its first two objects and its first number. */
  private record AtStart(String type, MethodModel method) implements CodeTransform {
    @Override
    public void atStart(CodeBuilder code) {
      code.loadConstant(method.methodName().stringValue());
      List<Integer> objects = new ArrayList<>();
      int number = -1;
      boolean isStatic = method.flags().has(AccessFlag.STATIC);
      int slot = isStatic ? 0 : 1;
      for (ClassDesc parameter : method.methodTypeSymbol().parameterList()) {
        if (!parameter.isPrimitive()) {
          objects.add(slot);
        } else if (parameter.equals(ConstantDescs.CD_int) && number < 0) {
          number = slot;
        }
        slot += parameter.equals(ConstantDescs.CD_long) || parameter.equals(ConstantDescs.CD_double) ? 2 : 1;
      }
      if (type.equals("sun/nio/ch/FileChannelImpl")) {
        code.aload(0).getfield(ClassDesc.of("sun.nio.ch.FileChannelImpl"), "path", ConstantDescs.CD_String);
        code.aconst_null();
      } else {
        load(code, objects, 0);
        load(code, objects, 1);
      }
      if (number >= 0) {
        code.iload(number);
      } else {
        code.iconst_0();
      }
      code.invokestatic(POINTS, "reach", HOOK);
    }

    private static void load(CodeBuilder code, List<Integer> slots, int which) {
      if (which < slots.size()) {
        code.aload(slots.get(which));
      } else {
        code.aconst_null();
      }
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      code.with(element);
    }
  }
}
