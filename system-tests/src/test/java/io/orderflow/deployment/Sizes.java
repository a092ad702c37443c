package io.orderflow.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** .env.example, and what deploy/new-env makes of it in another folder. */
final class Sizes {

  private static final Path EXAMPLE = ComposeFile.ROOT.resolve(".env.example");
  private static final Pattern VARIABLE =
      Pattern.compile("(?m)^(?:#demo |#production |#|)([A-Z_]+)=");

  private Sizes() {}

  static List<String> variablesOfTheExample() throws IOException {
    return VARIABLE
        .matcher(Files.readString(EXAMPLE))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** The script beside a copy of the example, for it writes beside itself. */
  static Script newEnvIn(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("deploy"));
    Files.copy(EXAMPLE, folder.resolve(".env.example"));
    Path script = folder.resolve("deploy/new-env");
    Files.copy(ComposeFile.ROOT.resolve("deploy/new-env"), script);
    return Script.of("bash", script.toString());
  }
}
