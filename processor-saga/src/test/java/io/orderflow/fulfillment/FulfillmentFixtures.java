package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** What the tests of refunds need of this package. */
public final class FulfillmentFixtures {

  private FulfillmentFixtures() {}

  public static PartnerRequestLifecycle requests(
      Duration compensation, Duration lookUp, Duration reminder, Duration command) {
    var steps =
        Arrays.stream(Step.values())
            .collect(Collectors.toMap(Function.identity(), _ -> Duration.ofMinutes(1)));
    return new PartnerRequestLifecycle(
        new FulfillmentTimeouts(
            steps, Set.of(Step.DELIVERY), compensation, lookUp, reminder, command));
  }

  public static PartnerCaller partnerCaller(CommandGateway commands, Clock clock) {
    var backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5));
    var terms =
        new PartnerCaller.Terms(Duration.ofSeconds(10), Duration.ofMinutes(15), _ -> backoff);
    return new PartnerCaller(commands, RandomGenerator.getDefault(), clock, terms);
  }
}
