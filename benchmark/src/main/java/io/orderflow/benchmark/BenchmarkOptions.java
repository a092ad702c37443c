package io.orderflow.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is measured, and for how long.
 *
 * @param rounds how often each case is measured, all cases in turn
 * @param rates offered orders per second
 * @param length of each case that lasts a given time
 * @param warmUp orders placed before the first round; their cost is thrown away
 * @param replicas how many processes of the application share the database
 * @param growth events added before a replay and a repeated load; 0 leaves both out
 * @param aot whether the application starts from an AOT cache, as its image does
 * @param installation the folder of services that are up already and are measured instead
 */
record BenchmarkOptions(
    int rounds,
    List<Integer> rates,
    Duration length,
    int firstOrders,
    int warmUp,
    int burst,
    Set<Row> rows,
    int replicas,
    int growth,
    boolean aot,
    @Nullable Path installation) {

  /** Groups of rows of the table that can be chosen. */
  enum Row {
    START,
    LOAD,
    BURST,
    HOT,
    ALONE,
    READS,
    RAW,
    OVERLOAD,
    COUNTS
  }

  static final String USAGE =
      """
      usage: make benchmark OPTIONS="…"
        --quick          one short round, about two minutes instead of about ten
        --rounds=5       alternating rounds; the table shows median (min–max)
        --rates=25,50    offered orders per second
        --rows=load,hot  only these: start, load, burst, hot, alone, reads, raw, overload, counts
        --warmup=5000    orders before the first round
        --replicas=2     processes of the application on one database
        --growth=1000000 adds so many events, replays the view and measures again
        --no-aot         starts the application without an AOT cache
        --installation=.orderflow/local
                         measures the services that deploy/local/up has started there
      """;

  static BenchmarkOptions parse(String... arguments) {
    var given = List.of(arguments);
    var options = given.contains("--quick") ? quick() : thorough();
    for (String argument : given) {
      options = options.with(argument);
    }
    return options;
  }

  private static BenchmarkOptions thorough() {
    return new BenchmarkOptions(
        5,
        List.of(25, 50, 100),
        Duration.ofSeconds(10),
        1_000,
        5_000,
        1_000,
        EnumSet.allOf(Row.class),
        1,
        0,
        true,
        null);
  }

  private static BenchmarkOptions quick() {
    return new BenchmarkOptions(
        1,
        List.of(25, 50),
        Duration.ofSeconds(5),
        500,
        500,
        300,
        EnumSet.allOf(Row.class),
        1,
        0,
        true,
        null);
  }

  private BenchmarkOptions with(String argument) {
    String[] parts = argument.split("=", 2);
    String value = parts.length == 2 ? parts[1] : "";
    try {
      return switch (parts[0]) {
        case "--quick" -> this;
        case "--rounds" -> withNumbers(positive(value), warmUp, replicas, growth);
        case "--warmup" -> withNumbers(rounds, positive(value), replicas, growth);
        case "--replicas" -> withNumbers(rounds, warmUp, positive(value), growth);
        case "--growth" -> withNumbers(rounds, warmUp, replicas, positive(value));
        case "--rates" ->
            withChoice(list(value).map(BenchmarkOptions::positive).toList(), rows, aot);
        case "--rows" ->
            withChoice(
                rates,
                EnumSet.copyOf(
                    list(value).map(row -> Row.valueOf(row.toUpperCase(Locale.ROOT))).toList()),
                aot);
        case "--installation" -> withInstallation(folder(value));
        case "--no-aot" -> withChoice(rates, rows, false);
        default -> throw new IllegalArgumentException("unknown");
      };
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("not an option: " + argument + "\n" + USAGE, wrong);
    }
  }

  private static int positive(String value) {
    int number = Integer.parseInt(value);
    if (number < 1) {
      throw new IllegalArgumentException("must be at least 1");
    }
    return number;
  }

  private static Path folder(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("must name a folder");
    }
    return Path.of(value);
  }

  private static Stream<String> list(String value) {
    return Arrays.stream(value.split(","));
  }

  private BenchmarkOptions withNumbers(
      int newRounds, int newWarmUp, int newReplicas, int newGrowth) {
    return new BenchmarkOptions(
        newRounds,
        rates,
        length,
        firstOrders,
        newWarmUp,
        burst,
        rows,
        newReplicas,
        newGrowth,
        aot,
        installation);
  }

  private BenchmarkOptions withChoice(List<Integer> newRates, Set<Row> newRows, boolean newAot) {
    return new BenchmarkOptions(
        rounds,
        newRates,
        length,
        firstOrders,
        warmUp,
        burst,
        newRows,
        replicas,
        growth,
        newAot,
        installation);
  }

  private BenchmarkOptions withInstallation(Path folder) {
    return new BenchmarkOptions(
        rounds, rates, length, firstOrders, warmUp, burst, rows, replicas, growth, aot, folder);
  }
}
