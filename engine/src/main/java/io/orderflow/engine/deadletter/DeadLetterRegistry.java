package io.orderflow.engine.deadletter;

import io.orderflow.api.operations.DeadLetterList;
import io.orderflow.engine.processors.ClaimScopedCaches;
import io.orderflow.engine.processors.EventProcessorDefinition;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The dead letters of every processor of this process. */
public final class DeadLetterRegistry {

  private final JdbcTemplate jdbc;
  private final ClaimScopedCaches claims;
  private final Clock clock;
  private final int tries;
  private final Map<String, DeadLetterStore> tables = new ConcurrentHashMap<>();

  /**
   * @param tries after how many failures an event becomes a dead letter
   */
  public DeadLetterRegistry(JdbcTemplate jdbc, ClaimScopedCaches claims, Clock clock, int tries) {
    this.jdbc = jdbc;
    this.claims = claims;
    this.clock = clock;
    this.tries = tries;
  }

  /**
   * Adds the dead-letter queue to a processor. Must be called before other interceptors are
   * registered.
   */
  public void guard(EventProcessorDefinition processor, EventProcessingConfigurer processing) {
    var table = new DeadLetterStore(jdbc, processor.schema(), processor.name());
    tables.put(processor.name(), table);
    var unreadable = new UnreadableEventRejector(table, processor.replayable());
    processing
        .registerHandlerInterceptor(
            processor.name(), _ -> new DeadLetterInterceptor(table, claims, tries, clock))
        .assignHandlerInstancesMatching(processor.name(), handler -> handler == unreadable)
        .registerEventHandler(_ -> unreadable);
  }

  Optional<DeadLetterStore> of(String processor) {
    return Optional.ofNullable(tables.get(processor));
  }

  /** Those of one aggregate, by the names of their processors. */
  public List<DeadLetter> ofAggregate(String aggregateId) {
    return tables.values().stream()
        .flatMap(table -> table.find(aggregateId).stream())
        .sorted(Comparator.comparing(DeadLetter::processor))
        .toList();
  }

  /** The oldest of all processors. */
  public List<DeadLetter> oldest(int limit) {
    return tables.values().stream()
        .flatMap(table -> table.oldest(limit).stream())
        .sorted(Comparator.comparing(DeadLetter::parkedAt).thenComparing(DeadLetter::id))
        .limit(limit)
        .toList();
  }

  /** The causes of all processors, the most frequent first; at most so many of each processor. */
  public List<DeadLetterList.Cause> causes(int limit) {
    return tables.values().stream()
        .flatMap(table -> table.causes(limit).stream())
        .sorted(
            Comparator.comparingLong(DeadLetterList.Cause::count)
                .reversed()
                .thenComparing(DeadLetterList.Cause::since)
                .thenComparing(DeadLetterList.Cause::id))
        .toList();
  }

  /** The oldest of one cause; empty if there is no such processor here. */
  public List<DeadLetter> oldestOf(String processor, String cause, int limit) {
    return of(processor).map(table -> table.oldestOf(cause, limit)).orElse(List.of());
  }

  /** The oldest of one processor; empty if there is no such processor here. */
  public List<DeadLetter> oldestOf(String processor, int limit) {
    return of(processor).map(table -> table.oldest(limit)).orElse(List.of());
  }

  /**
   * What operators have settled, the newest first.
   *
   * @param processor null for those of all processors
   */
  public List<SettledLetter> settled(@Nullable String processor, int limit) {
    return tables.values().stream()
        .filter(table -> processor == null || table.processor().equals(processor))
        .flatMap(table -> table.settled(limit).stream())
        .sorted(Comparator.comparing(SettledLetter::settledAt).reversed())
        .limit(limit)
        .toList();
  }

  /** Their number by processor. */
  public Map<String, Long> counts() {
    var counts = new TreeMap<String, Long>();
    tables.forEach((processor, table) -> counts.put(processor, table.count()));
    return counts;
  }

  /** How many one processor has; none if there is no such processor here. */
  public long count(String processor) {
    return of(processor).map(DeadLetterStore::count).orElse(0L);
  }

  /** Whether this interceptor is the dead-letter queue itself. */
  static boolean isDeadLetterInterceptor(MessageHandlerInterceptor<?> interceptor) {
    return interceptor instanceof DeadLetterInterceptor;
  }
}
