package io.orderflow.engine;

import io.orderflow.engine.serialization.MessageAliases;
import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** The smallest aggregate: it counts. */
public class Tally {

  public static final MessageAliases ALIASES =
      new MessageAliases(
          Map.of(Count.class, "tally-command.count", Counted.class, "tally.counted"));

  public record Count(@TargetAggregateIdentifier String tallyId) {}

  public record Counted(String tallyId, int total) {}

  @SuppressWarnings("UnusedVariable") // read by the framework
  @AggregateIdentifier
  private @Nullable String tallyId;

  private int total;

  Tally() {}

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  int count(Count command) {
    AggregateLifecycle.apply(new Counted(command.tallyId(), total + 1));
    return total;
  }

  @EventSourcingHandler
  void on(Counted event) {
    tallyId = event.tallyId();
    total = event.total();
  }
}
