package io.orderflow.engine.switches;

import io.orderflow.engine.scheduling.PeriodicTask;
import io.orderflow.engine.switches.SwitchSetting.State;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The switches of all modules of this process. Settings are stored; every node reads them once a
 * second with one statement, and answers from memory. While the database is away, the last known
 * settings hold.
 */
public final class OperatorSwitches implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(OperatorSwitches.class);
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  private final SwitchTable table;
  private final Supplier<List<OperatorSwitch>> declarations;
  private final Clock clock;
  private volatile Map<String, OperatorSwitch> declared = Map.of();
  private volatile Map<String, SwitchSetting> settings = Map.of();
  private final PeriodicTask timer = new PeriodicTask("switches", POLL_INTERVAL, this::poll);
  private boolean failing; // of the timer's thread only

  /**
   * @param declarations is asked when all beans exist
   */
  OperatorSwitches(SwitchTable table, Supplier<List<OperatorSwitch>> declarations, Clock clock) {
    this.table = table;
    this.declarations = declarations;
    this.clock = clock;
  }

  /** From memory. A switch that is not declared in this process is on. */
  public boolean isOff(String name) {
    var setting = settings.get(name);
    return setting != null && setting.isOff();
  }

  /** From memory; empty if no module of this process declares it. */
  public Optional<SwitchSetting> find(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  /** All that are declared in this process, by name. */
  public Collection<OperatorSwitch> declared() {
    return declared.values();
  }

  /**
   * Sets a switch for all nodes: for this one at once, for the others within about a second. To set
   * it again as it is changes nothing.
   *
   * @param actor the operator's name; null if the caller has none
   * @return the setting that holds now; empty if no module of this process declares the switch
   */
  public Optional<SwitchSetting> set(
      String name, State state, String reason, @Nullable String actor) {
    var known = declared.get(name);
    if (known == null) {
      return Optional.empty();
    }
    table.write(known.schema(), new SwitchSetting(name, state, reason, actor, clock.instant()));
    refresh();
    return find(name);
  }

  /** Synchronized, so that each change is logged once and none is overtaken. */
  synchronized void refresh() {
    var stored =
        table
            .read(
                declared.values().stream()
                    .map(OperatorSwitch::schema)
                    .collect(Collectors.toUnmodifiableSet()))
            .stream()
            .collect(Collectors.toMap(SwitchSetting::name, Function.identity()));
    var next = new TreeMap<String, SwitchSetting>();
    for (String name : declared.keySet()) {
      next.put(name, stored.getOrDefault(name, SwitchSetting.untouched(name)));
    }
    var before = settings;
    settings = next;
    next.values().forEach(setting -> report(before.get(setting.name()), setting));
  }

  /** At the start every switch that is off is reported again. */
  private void report(@Nullable SwitchSetting before, SwitchSetting now) {
    if (now.equals(before) || (before == null && !now.isOff())) {
      return;
    }
    String actor = now.actor() == null ? "a caller without a name" : now.actor();
    if (now.isOff()) {
      log.warn(
          "Switch {} has been OFF since {}, set by {}: {}. {}",
          now.name(),
          now.since(),
          actor,
          now.reason(),
          whileOff(now.name()));
    } else {
      log.warn("Switch {} is ON again, by {}: {}", now.name(), actor, now.reason());
    }
  }

  private String whileOff(String name) {
    var known = declared.get(name);
    return known == null ? "" : known.whileOff();
  }

  private void poll() {
    try {
      refresh();
      failing = false;
    } catch (RuntimeException | Error failure) {
      // Caught here, because PeriodicTask would log each failed run as an error.
      if (!failing) { // once per outage
        log.warn("Cannot read the switches; the last known settings hold", failure);
      }
      failing = true;
    }
  }

  /** The settings are known before anything runs that asks for them. */
  @Override
  public void start() {
    var known = new TreeMap<String, OperatorSwitch>();
    for (var each : declarations.get()) {
      if (known.put(each.name(), each) != null) {
        throw new IllegalStateException("two switches are called " + each.name());
      }
    }
    declared = known;
    refresh();
    timer.start();
  }

  @Override
  public void stop() {
    timer.stop();
  }

  @Override
  public boolean isRunning() {
    return timer.isRunning();
  }

  /** Before Axon and all that uses it, and after them at the stop. */
  @Override
  public int getPhase() {
    return SpringAxonConfiguration.LIFECYCLE_PHASE - 1_024;
  }
}
