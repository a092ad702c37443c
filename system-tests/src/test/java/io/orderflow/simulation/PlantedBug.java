package io.orderflow.simulation;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * One rule left out of the production sources: what is written there, and what is written instead.
 * A file of {@code planted-bugs} reads
 *
 * <pre>
 * # why this is a bug
 * in processor-saga/src/main/java/…/Fulfillment.java
 * ---- is
 * …
 * ---- becomes
 * …
 * ----
 * </pre>
 *
 * and may change several places, each in its own block, in one or more files.
 */
record PlantedBug(String name, String rule, List<Change> changes) {

  private static final Pattern BLOCK =
      Pattern.compile("in (\\S+)\n---- is\n(.*?)\n---- becomes\n(.*?)\n?----\n?", Pattern.DOTALL);

  record Change(String file, String is, String becomes) {}

  static PlantedBug read(Path file) throws IOException {
    var text = Files.readString(file);
    var changes = new ArrayList<Change>();
    var blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      changes.add(new Change(blocks.group(1), blocks.group(2), blocks.group(3)));
    }
    if (changes.isEmpty() || !text.startsWith("# ")) {
      throw new IllegalArgumentException(file + " names no rule, or nothing to change");
    }
    var name = String.valueOf(file.getFileName()).replace(".patch", "");
    return new PlantedBug(name, text.lines().findFirst().orElseThrow().substring(2), changes);
  }

  /** Compiles the changed sources into the folder, against the production classes. */
  void plant(Path root, Path folder) throws IOException {
    var sources = new ArrayList<Path>();
    for (Change change : changes) {
      var original = root.resolve(change.file());
      var copy = folder.resolve("sources").resolve(original.getFileName());
      var text = Files.readString(Files.exists(copy) ? copy : original);
      Files.createDirectories(folder.resolve("sources"));
      Files.writeString(copy, changed(text, change));
      if (!sources.contains(copy)) {
        sources.add(copy);
      }
    }
    compile(sources, folder);
  }

  private String changed(String text, Change change) {
    int at = text.indexOf(change.is());
    if (at < 0 || text.indexOf(change.is(), at + 1) >= 0) {
      throw new AssertionError(
          "The planted bug "
              + name
              + " no longer fits: its text must stand exactly once in "
              + change.file()
              + ". Plant it anew in the code as it is now.");
    }
    return text.replace(change.is(), change.becomes());
  }

  /** Surefire starts from a jar that only names the others. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private void compile(List<Path> sources, Path folder) {
    var words = new StringWriter();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var options =
          List.of(
              "-parameters", "-proc:none", "-nowarn", "-d", folder.toString(), "-cp", classPath());
      var units = files.getJavaFileObjectsFromPaths(sources);
      if (!compiler.getTask(words, files, null, options, null, units).call()) {
        throw new AssertionError("The planted bug " + name + " does not compile:\n" + words);
      }
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }
}
