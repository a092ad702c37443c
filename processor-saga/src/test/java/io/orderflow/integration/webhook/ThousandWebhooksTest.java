package io.orderflow.integration.webhook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.Labels;
import io.orderflow.integration.webhook.WebhookEndpoint.Subscription;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A thousand endpoints, of which a tenth says nothing. */
@Tag("thorough")
class ThousandWebhooksTest extends RunningWebhooks {

  private static final int ENDPOINTS = 1_000;
  private static final int HANGING = 100;

  /** One at a time: the second shows that it waits for the first. */
  private static final int EVENTS = 2;

  @Autowired WebhookEndpoints endpoints;

  @Test
  void who_answers_has_got_everything_while_the_others_still_hang() {
    var hanging = paths("/hanging/", HANGING);
    var answering = paths("/answering/", ENDPOINTS - HANGING);
    hanging.forEach(receiver::hang);
    hanging.forEach(this::add); // first, and so visited first
    answering.forEach(this::add);
    var order = order().advance(EVENTS);

    await()
        .atMost(110, SECONDS) // less than the time limit of an attempt
        .until(() -> answering.stream().allMatch(path -> receiver.at(path).size() >= EVENTS));

    assertThat(hanging)
        .as("one attempt is under way at each, none has come to an end")
        .allSatisfy(path -> assertThat(receiver.at(path)).hasSize(1));
    assertThat(jdbc.queryForObject("select count(*) from webhooks.attempt", Integer.class))
        .isLessThanOrEqualTo(answering.size() * EVENTS);
    assertThat(answering)
        .allSatisfy(
            path ->
                assertThat(receiver.idsAt(path))
                    .containsExactlyInAnyOrderElementsOf(order.eventIds()));
    hanging.forEach(path -> receiver.answer(path, 200));
    receiver.release();
    await()
        .atMost(300, SECONDS)
        .until(
            () ->
                hanging.stream()
                    .allMatch(
                        path ->
                            receiver.idsAt(path).stream()
                                .collect(toSet())
                                .containsAll(order.eventIds())));
  }

  private static List<String> paths(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  private void add(String path) {
    var _ =
        endpoints
            .create(
                new Subscription(receiver.url(path), null, null, Labels.NONE), ENDPOINTS, _ -> {})
            .orElseThrow();
  }
}
