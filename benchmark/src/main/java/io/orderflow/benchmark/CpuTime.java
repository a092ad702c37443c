package io.orderflow.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The CPU time of a process and of all its children, as Linux counts it in {@code /proc}. */
final class CpuTime {

  /** USER_HZ, in which /proc counts on every architecture Java 25 runs on: 100 a second. */
  private static final double MILLIS_PER_TICK = 10;

  private static final Path PROC = Path.of("/proc");

  private CpuTime() {}

  static boolean isAvailable() {
    return Files.isReadable(PROC.resolve("self/stat"));
  }

  /**
   * In milliseconds: of the process, of the children it has now and of those that have ended. A
   * server that works in processes for each connection is counted as a whole.
   */
  static double millis(long pid) {
    var root = ProcessHandle.of(pid).orElseThrow();
    long ticks =
        ended(stat(pid))
            + Stream.concat(Stream.of(root), root.descendants())
                .mapToLong(process -> own(stat(process.pid())))
                .sum();
    return ticks * MILLIS_PER_TICK;
  }

  /** In milliseconds: of this process alone. */
  static double ownMillis() {
    return own(stat(ProcessHandle.current().pid())) * MILLIS_PER_TICK;
  }

  /** Fields 14 and 15: in user mode and in the kernel. */
  static long own(String stat) {
    return stat.isEmpty() ? 0 : field(stat, 14) + field(stat, 15);
  }

  /** Fields 16 and 17: the same of children that have ended and were waited for. */
  static long ended(String stat) {
    return stat.isEmpty() ? 0 : field(stat, 16) + field(stat, 17);
  }

  /** Counted from 1; the second, the name in parentheses, may contain blanks and parentheses. */
  private static long field(String stat, int number) {
    String afterName = stat.substring(stat.lastIndexOf(')') + 2);
    return Long.parseLong(afterName.split(" ", number)[number - 3]);
  }

  /** Empty if the process has ended. */
  private static String stat(long pid) {
    try {
      return Files.readString(PROC.resolve(pid + "/stat"));
    } catch (IOException ended) {
      return "";
    }
  }
}
