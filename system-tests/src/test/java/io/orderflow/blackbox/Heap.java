package io.orderflow.blackbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** How much of a process's heap is alive. */
final class Heap {

  private Heap() {}

  /** In bytes, after a full collection. */
  static long aliveIn(long pid) {
    String said = saidOf(pid);
    return said.lines()
        .filter(line -> line.startsWith("Total"))
        .mapToLong(line -> bytesIn(line))
        .findFirst()
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

  /** {@code Total <instances> <bytes>}. */
  private static long bytesIn(String total) {
    return Long.parseLong(total.substring(total.strip().lastIndexOf(' ')).strip());
  }
}
