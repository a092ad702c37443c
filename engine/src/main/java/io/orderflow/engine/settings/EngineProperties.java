package io.orderflow.engine.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * What can be set about the engine.
 *
 * @param engine who stores and routes the messages: {@code postgres}, or {@code axon-server}, which
 *     the services set
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
     * So much older than any transaction is an event whose number has no gaps before it any more,
     * by the clocks of the nodes. An event committed later than that would never reach a processor.
     */
    private static final int OLD = 20;

    /** So much longer than any transaction is a number waited for, by a database that answers. */
    private static final int PATIENT = 4;

    public Transactions {
      between("orderflow.transactions.timeout", timeout, "1s", "5m");
      between("orderflow.transactions.idle-timeout", idleTimeout, "1s", "5m");
    }

    public Duration gapTimeout() {
      return timeout.multipliedBy(OLD);
    }

    public Duration gapPatience() {
      return timeout.multipliedBy(PATIENT);
    }
  }

  /**
   * @param linger how long news are held back so that those right behind them go along (0–1s)
   * @param pollInterval how often events stored by other nodes are looked for (10ms–10s)
   * @param claimTimeout how long a node that fell silent keeps its share of the work (2s–10m)
   * @param tries how often the handling of an event may fail before it is put away as a dead letter
   *     (1–100)
   */
  public record Processors(
      @DefaultValue("5ms") Duration linger,
      @DefaultValue("250ms") Duration pollInterval,
      @DefaultValue("5s") Duration claimTimeout,
      @DefaultValue("3") int tries) {

    public Processors {
      between("orderflow.processors.linger", linger, "0ms", "1s");
      between("orderflow.processors.poll-interval", pollInterval, "10ms", "10s");
      between("orderflow.processors.claim-timeout", claimTimeout, "2s", "10m");
      if (tries < 1 || tries > 100) {
        throw new InvalidConfigurationPropertyValueException(
            "orderflow.processors.tries", tries, "Set it to 1 to 100.");
      }
    }
  }

  /**
   * @param conflictRetries how often a command that lost a race for its aggregate is tried again
   *     (0–100)
   * @param conflictDelay about how long such a command waits before that (1ms–1s)
   */
  public record Commands(
      @DefaultValue("5") int conflictRetries, @DefaultValue("5ms") Duration conflictDelay) {

    public Commands {
      if (conflictRetries < 0 || conflictRetries > 100) {
        throw new InvalidConfigurationPropertyValueException(
            "orderflow.commands.conflict-retries", conflictRetries, "Set it to 0 to 100.");
      }
      between("orderflow.commands.conflict-delay", conflictDelay, "1ms", "1s");
    }
  }

  private static void between(String name, Duration value, String least, String most) {
    if (value.compareTo(duration(least)) < 0 || value.compareTo(duration(most)) > 0) {
      throw new InvalidConfigurationPropertyValueException(
          name, value, "Set it to " + least + " to " + most + ".");
    }
  }

  private static Duration duration(String text) {
    return org.springframework.boot.convert.DurationStyle.SIMPLE.parse(text);
  }
}
