package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The scripts of deploy, as an operator calls them in the folder in which orderflow was started.
 *
 * @param settings environment variables
 */
record DeployScripts(Path folder, Map<String, String> settings) {

  private static final Path SCRIPTS = Path.of(System.getProperty("deploy.local")).resolve("..");
  private static final long LIMIT_MINUTES = 5;

  static boolean areThereOnThePath(String... programs) {
    return Arrays.stream(programs)
        .allMatch(
            program ->
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
  }

  DeployScripts with(String name, String value) {
    var more = new HashMap<>(settings);
    more.put(name, value);
    return new DeployScripts(folder, more);
  }

  /** Runs one that must end well, and returns what it said. */
  String run(String script, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(SCRIPTS.resolve(script).toAbsolutePath().normalize().toString());
    command.addAll(List.of(arguments));
    var said = Files.createTempFile(folder, script, ".out");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().putAll(settings);
    var process = builder.start();
    boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
    assertThat(ended && process.exitValue() == 0).as(Files.readString(said)).isTrue();
    return Files.readString(said);
  }
}
