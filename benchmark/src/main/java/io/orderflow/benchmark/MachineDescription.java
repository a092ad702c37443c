package io.orderflow.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the figures were measured on. */
final class MachineDescription {

  private MachineDescription() {}

  /** The load average tells whether anything else ran beside the benchmark. */
  static String describe() throws IOException {
    return String.format(
        Locale.ROOT,
        "%d × %s, %s, Java %s, load average %.1f",
        Runtime.getRuntime().availableProcessors(),
        processor(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        Runtime.version(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String processor() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown processor");
    }
  }
}
