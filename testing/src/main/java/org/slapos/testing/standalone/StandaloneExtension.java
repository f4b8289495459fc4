package org.slapos.testing.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.slapos.slap.Slap;

/** What {@link SlaposTest} stands for. */
public final class StandaloneExtension
    implements BeforeAllCallback, AfterAllCallback, AfterTestExecutionCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(StandaloneExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    SlaposTest wanted = context.getRequiredTestClass().getAnnotation(SlaposTest.class);
    if (wanted == null || find(context).isPresent()) {
      // A nested class uses the one of its outer class.
      return;
    }
    var standalone = Standalone.start(StandaloneSettings.usual().withPartitions(wanted.partitions()));
    context.getStore(NAMESPACE).put(Standalone.class, new Started(standalone, context.getUniqueId()));
    for (String software : wanted.software()) {
      standalone.install(located(software));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    find(context).filter(started -> started.owner().equals(context.getUniqueId()))
        .ifPresent(started -> started.standalone().close());
  }

  /** With a failure goes what ran at that time. */
  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      find(context).ifPresent(started -> context.publishReportEntry(
          "slapos services", String.join(", ", started.standalone().services())));
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Standalone.class || type == Slap.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Standalone standalone = find(context).orElseThrow(() -> new IllegalStateException("no @SlaposTest class")).standalone();
    return parameter.getParameter().getType() == Slap.class ? standalone.slap() : standalone;
  }

  private static Optional<Started> find(ExtensionContext context) {
    return Optional.ofNullable(context.getStore(NAMESPACE).get(Standalone.class, Started.class));
  }

  /** The URL of a profile, as the Master must know it. */
  static String located(String software) {
    Path path = software.contains("://") ? Path.of("") : Path.of(software).toAbsolutePath().normalize();
    return Files.isRegularFile(path) ? path.toString() : software;
  }

  /** A standalone, and the id of the class it is closed after. */
  private record Started(Standalone standalone, String owner) {}
}
