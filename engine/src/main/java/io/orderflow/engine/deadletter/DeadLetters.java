package io.orderflow.engine.deadletter;

import io.orderflow.engine.processors.EventProcessor;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.springframework.jdbc.core.JdbcTemplate;

/** The dead letters of every processor of this process. */
public final class DeadLetters {

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final int tries;
  private final Map<String, DeadLetterStore> tables = new ConcurrentHashMap<>();

  /**
   * @param tries how often an event may fail before it is put away
   */
  public DeadLetters(JdbcTemplate jdbc, Clock clock, int tries) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.tries = tries;
  }

  /**
   * Lets an event that a processor cannot handle stop its own aggregate there, and nothing else. To
   * be called before anything else intercepts the processor's events.
   */
  public void guard(EventProcessor processor, EventProcessingConfigurer processing) {
    var table = new DeadLetterStore(jdbc, processor.schema(), processor.name());
    tables.put(processor.name(), table);
    var unreadable = new UnreadableEventHandler(table, processor.replayable());
    processing
        .registerHandlerInterceptor(
            processor.name(), _ -> new DeadLetterInterceptor(table, tries, clock))
        .assignHandlerInstancesMatching(processor.name(), handler -> handler == unreadable)
        .registerEventHandler(_ -> unreadable);
  }

  Optional<DeadLetterStore> of(String processor) {
    return Optional.ofNullable(tables.get(processor));
  }

  /** The oldest of all processors. */
  public List<DeadLetter> oldest(int limit) {
    return tables.values().stream()
        .flatMap(table -> table.oldest(limit).stream())
        .sorted(Comparator.comparing(DeadLetter::parkedAt).thenComparing(DeadLetter::id))
        .limit(limit)
        .toList();
  }

  /** How many there are, by processor. */
  public Map<String, Long> counts() {
    var counts = new TreeMap<String, Long>();
    tables.forEach((processor, table) -> counts.put(processor, table.count()));
    return counts;
  }

  /** Whether an interceptor is the one that puts dead letters away. */
  static boolean isGate(MessageHandlerInterceptor<?> interceptor) {
    return interceptor instanceof DeadLetterInterceptor;
  }
}
