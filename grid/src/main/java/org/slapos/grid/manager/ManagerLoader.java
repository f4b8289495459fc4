package org.slapos.grid.manager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slapos.grid.GridSettings;
import org.slapos.grid.manager.builtin.BuiltInManagers;
import org.slapos.grid.process.ProcessRunner;

/**
 * Finds the managers of {@code manager_list}: built in, then Java services in jars of {@code manager_folder}, then
 * programs in that folder.
 */
public final class ManagerLoader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  private final GridSettings settings;
  private final SystemCommands commands;

  public ManagerLoader(GridSettings settings, ProcessRunner runner) {
    this.settings = settings;
    this.commands = new SystemCommands(runner, settings.agentEnvironment());
  }

  /**
   * Makes them all, or none.
   *
   * @throws IllegalArgumentException naming the one that is not there or does not take its configuration
   */
  public Managers load() {
    return new Managers(settings.extensions().managers().stream().map(this::manager).toList());
  }

  private Manager manager(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Manager name \"%s\" is not allowed! Must contain only letters and \"_\"".formatted(name));
    }
    var own = new ManagerSettings(
        name, settings.instanceRoot(), settings.extensions().managerSections().getOrDefault(name, Map.of()),
        settings.extensions().options(), settings.extensions().firewall());
    return BuiltInManagers.find(own, commands).or(() -> service(own)).or(() -> program(own))
        .orElseThrow(() -> new IllegalArgumentException(
            "There is no manager '%s': built in are %s, and %s".formatted(
                name, String.join(", ", BuiltInManagers.NAMES), settings.extensions().managerFolder()
                    .map(folder -> "%s holds neither a jar with that service nor an executable file of that name".formatted(folder))
                    .orElse("manager_folder, where others are looked for, is not configured"))));
  }

  private Optional<Manager> service(ManagerSettings own) {
    List<URL> jars = settings.extensions().managerFolder().map(ManagerLoader::jars).orElse(List.of());
    if (jars.isEmpty()) {
      return Optional.empty();
    }
    // Open as long as the pass: a manager loads its classes when it needs them.
    var loader = new URLClassLoader(jars.toArray(URL[]::new), Manager.class.getClassLoader());
    try {
      return ServiceLoader.load(ManagerProvider.class, loader).stream().map(ServiceLoader.Provider::get)
          .filter(provider -> provider.name().equals(own.name())).findFirst().map(provider -> provider.create(own));
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new IllegalArgumentException("Manager '%s' cannot be looked for in the jars of manager_folder, %s: %s".formatted(
          own.name(), jars.stream().map(URL::getPath).collect(Collectors.joining(", ")), e.getMessage()), e);
    }
  }

  private static List<URL> jars(Path folder) {
    var urls = new ArrayList<URL>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
        for (Path jar : jars) {
          TrustedFile.require(jar);
          urls.add(jar.toUri().toURL());
        }
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read manager_folder %s: %s".formatted(folder, e.getMessage()), e);
      }
    }
    return urls;
  }

  private Optional<Manager> program(ManagerSettings own) {
    return settings.extensions().managerFolder().map(folder -> folder.resolve(own.name())).filter(Files::isExecutable)
        .map(file -> {
          TrustedFile.require(file);
          return new ProgramManager(file, own, commands);
        });
  }
}
