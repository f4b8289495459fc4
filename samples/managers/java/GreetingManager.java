package org.example;

import java.io.IOException;
import java.nio.file.Files;
import org.slapos.grid.manager.ManagedPartition;
import org.slapos.grid.manager.Manager;
import org.slapos.grid.manager.ManagerProvider;
import org.slapos.grid.manager.ManagerSettings;

/** A manager in Java: leaves a greeting in each partition. */
public final class GreetingManager implements Manager {
  private final String greeting;

  private GreetingManager(String greeting) {
    this.greeting = greeting;
  }

  @Override
  public void instanceTearDown(ManagedPartition partition) throws IOException {
    Files.writeString(partition.path().resolve("greeting"), greeting + " " + partition.owner().get().name());
    partition.log().info("Greeted " + partition.id());
  }

  /** Named in the jar's META-INF/services/org.slapos.grid.manager.ManagerProvider. */
  public static final class Provider implements ManagerProvider {
    @Override
    public String name() {
      return "greeting";
    }

    @Override
    public Manager create(ManagerSettings settings) {
      return new GreetingManager(settings.section().getOrDefault("text", "Hello"));
    }
  }
}
