package io.orderflow.blackbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of a process's heap is alive. */
final class Heap {

  private static final Pattern OF_A_CLASS =
      Pattern.compile("^ *\\d+: +\\d+ +(?<bytes>\\d+) +(?<name>\\S+)");

  private Heap() {}

  /**
   * In bytes, after a full collection: of the objects of each class, but not of what the collector
   * has put into gaps that were not worth closing, which may be a fifth of all.
   */
  static long aliveIn(long pid) {
    String said = saidOf(pid);
    return said.lines()
        .map(OF_A_CLASS::matcher)
        .filter(Matcher::find)
        .filter(line -> !line.group("name").contains("jdk.internal.vm.Filler"))
        .mapToLong(line -> Long.parseLong(line.group("bytes")))
        .reduce(Long::sum)
        .orElseThrow(() -> new IllegalStateException(said));
  }

  private static String saidOf(long pid) {
    try {
      var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
      var process =
          new ProcessBuilder(List.of(jcmd, Long.toString(pid), "GC.class_histogram"))
              .redirectErrorStream(true)
              .start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot ask for the heap of " + pid, failed);
    }
  }
}
