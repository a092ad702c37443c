package io.orderflow.engine.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Settings of the engine.
 *
 * @param engine stores and routes the messages: {@code postgres}, or {@code axon-server} for
 *     separate services
 */
@ConfigurationProperties("orderflow")
public record EngineProperties(
    @DefaultValue(POSTGRES) String engine,
    @DefaultValue Transactions transactions,
    @DefaultValue Processors processors,
    @DefaultValue Commands commands) {

  public static final String POSTGRES = "postgres";
  public static final String AXON_SERVER = "axon-server";

  public EngineProperties {
    if (!engine.equals(POSTGRES) && !engine.equals(AXON_SERVER)) {
      throw new InvalidConfigurationPropertyValueException(
          "orderflow.engine", engine, "Set it to postgres or axon-server.");
    }
  }

  /**
   * @param timeout after which PostgreSQL ends a transaction or a statement (1s–5m)
   * @param idleTimeout after which PostgreSQL ends a transaction that does nothing (1s–5m)
   */
  public record Transactions(
      @DefaultValue("30s") Duration timeout, @DefaultValue("10s") Duration idleTimeout) {

    /**
     * Gaps before an event are given up when it is older than any transaction by this factor, by
     * the clocks of the nodes. An event committed later than that would never reach a processor.
     */
    private static final int GAP_TIMEOUT_FACTOR = 20;

    /** A gap is waited for longer than any transaction by this factor, if the database answers. */
    private static final int GAP_PATIENCE_FACTOR = 4;

    public Transactions {
      SettingRange.require("orderflow.transactions.timeout", timeout, "1s", "5m");
      SettingRange.require("orderflow.transactions.idle-timeout", idleTimeout, "1s", "5m");
    }

    public Duration gapTimeout() {
      return timeout.multipliedBy(GAP_TIMEOUT_FACTOR);
    }

    public Duration gapPatience() {
      return timeout.multipliedBy(GAP_PATIENCE_FACTOR);
    }
  }

  /**
   * @param linger how long a processor waits for more events before it starts a batch (0–1s)
   * @param pollInterval how often a node polls for events of other nodes (10ms–10s)
   * @param claimTimeout after which a silent node loses its segments (2s–10m)
   * @param tries after how many failures an event becomes a dead letter (1–100)
   */
  public record Processors(
      @DefaultValue("5ms") Duration linger,
      @DefaultValue("250ms") Duration pollInterval,
      @DefaultValue("5s") Duration claimTimeout,
      @DefaultValue("3") int tries) {

    public Processors {
      SettingRange.require("orderflow.processors.linger", linger, "0ms", "1s");
      SettingRange.require("orderflow.processors.poll-interval", pollInterval, "10ms", "10s");
      SettingRange.require("orderflow.processors.claim-timeout", claimTimeout, "2s", "10m");
      SettingRange.require("orderflow.processors.tries", tries, 1, 100);
    }
  }

  /**
   * @param conflictRetries how often a command is retried after a lost race for its aggregate
   *     (0–100)
   * @param conflictDelay the average delay before such a retry (1ms–1s)
   */
  public record Commands(
      @DefaultValue("5") int conflictRetries, @DefaultValue("5ms") Duration conflictDelay) {

    public Commands {
      SettingRange.require("orderflow.commands.conflict-retries", conflictRetries, 0, 100);
      SettingRange.require("orderflow.commands.conflict-delay", conflictDelay, "1ms", "1s");
    }
  }
}
