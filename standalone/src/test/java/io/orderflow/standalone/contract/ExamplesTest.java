package io.orderflow.standalone.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every named example of the document, from top to bottom, sent to the running whole. */
@TestPropertySource(properties = "spring.application.name=examples") // a context of its own
class ExamplesTest extends StandaloneTest {

  @Autowired Clock clock;
  @Autowired JdbcTemplate jdbc;

  @TestFactory
  Stream<DynamicTest> every_example_is_answered_as_documented() {
    return CONTRACT.operations().stream()
        .flatMap(
            operation ->
                operation.examples().entrySet().stream()
                    .map(
                        example ->
                            DynamicTest.dynamicTest(
                                operation.name() + ", " + example.getKey(),
                                () -> run(operation, example.getKey(), example.getValue()))));
  }

  private void run(Operation operation, String example, int status) throws IOException {
    var call = new Examples(clock).call(operation, example);
    arrange(example);
    waitUntilItMakesSense(example, call.target);
    try (var wire = new Wire(port)) {
      var answer = wire.exchange(call.bytes(), call.isHead());
      assertThat(answer.status()).as("%s\n%s", call, answer).isEqualTo(status);
      assertThat(new Conformity(CONTRACT).violations(operation.responses(), answer, call.isHead()))
          .as("%s\n%s", call, answer)
          .isEmpty();
    }
  }

  /** What the demo does not come to by itself, or only for a moment; the answers are real. */
  private void arrange(String example) {
    switch (example) {
      case "given-up-before" -> giveUpDelivery();
      case "held" -> runElsewhere(4712);
      case "stopped-order", "handled", "all-of-a-cause" -> stopAnOrder();
      case "stopped" -> runElsewhere(4711);
      case "broken-off" -> checkElsewhere();
      default -> {}
    }
  }

  private void giveUpDelivery() {
    jdbc.update(
        """
        with event as (
          insert into webhooks.event (id, type, order_id, body, stored_at)
          values ('0b6c7d8e-9f10-4a2b-8c3d-4e5f60718293', 'io.orderflow.order.paid.v1',
            'c46ce042-6bd7-5414-b925-5891ec0f331a', '{}', now())
          on conflict do nothing returning id)
        insert into webhooks.delivery (id, endpoint_id, event_id, state, created_at, begun_at, due_at)
        overriding system value select 4711, 2, id, 'FAILED', now(), now(), now() from event""");
  }

  /** On a node that has none of its orders, and is given an hour for them. */
  private void runElsewhere(long operation) {
    jdbc.update(
        """
        insert into views.bulk_operation
          (operation_id, action, filter, note, orders, state, created_by, created_at, confirmed_by,
            confirmed_at, owner, leased_until)
        overriding system value values (?, 'CANCEL', '{"customerId": ["bob"]}', 'closed', 2, 'RUNNING',
          '', now(), '', now(), 'elsewhere', now() + interval '1 hour')
        on conflict do nothing""",
        operation);
  }

  private void checkElsewhere() {
    jdbc.update(
        """
        insert into views.view_check
          (check_id, projection, state, orders, last_order, target, owner, leased_until, started_at)
        overriding system value values (4711, 'order-views', 'RUNNING', 6, ?, 37, 'elsewhere',
          now() + interval '1 hour', now())
        on conflict do nothing""",
        new UUID(0, 0));
  }

  private void stopAnOrder() {
    jdbc.update(
        """
        insert into views.dead_letter
          (processor_name, aggregate_id, first_sequence, last_sequence, event_type, reason, tries,
            parked_at, trace)
        values ('order-views', 'c46ce042-6bd7-5414-b925-5891ec0f331a', 2, 2,
          'order.payment-captured', 'a column is missing', 5, now(), 'trace')
        on conflict do nothing""");
  }

  /** A person who tries the examples takes as long. */
  private void waitUntilItMakesSense(String example, String target) {
    switch (example) {
      case "look-for-it", "wrong-outcome" -> {
        String order = target.replaceAll("/admin|/retry|/resolve", "");
        await().until(() -> !get(order).path("attention").isEmpty());
      }
      case "of-a-wrong-order" -> await().until(() -> get(target).has("reason"));
      case "settled-by-phone" ->
          await().until(() -> get(target.replace("/dismissal", "")).has("reason"));
      case "ended" -> await().until(() -> !get(target).path("state").asString().equals("RUNNING"));
      default -> {}
    }
  }

  private JsonNode get(String target) throws IOException {
    try (var wire = new Wire(port)) {
      return new JsonMapper()
          .readTree(wire.exchange(new Call("GET", target).bytes(), false).body());
    }
  }
}
