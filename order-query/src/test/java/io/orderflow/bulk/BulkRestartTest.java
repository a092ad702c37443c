package io.orderflow.bulk;

import static io.orderflow.bulk.BulkOperationRunner.AT_A_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderEvent.StepRetryRequested;
import io.orderflow.engine.TestDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** An operation outlives the node that works on it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BulkRestartTest {

  private static final String RETRY =
      """
      {"action":"retry","filter":{"attention":"SHIPPING"},"note":"they are back"}""";

  private final String url = TestDatabase.createUrl();

  @Test
  void a_node_that_stops_in_order_leaves_the_rest_to_the_next_at_once() {
    List<OrderId> orders;
    String operation;
    try (var first = new BulkNode(url)) {
      orders = first.overdue(90, "c-1");
      operation = first.client().preview(RETRY);
      var writeSide = first.writeSide();
      writeSide.close();
      writeSide.gate.release(AT_A_TIME);
      first.client().confirmed(operation);
      await()
          .atMost(BulkClient.PATIENCE)
          .until(
              () ->
                  first.client().left(operation) == 90 - AT_A_TIME
                      && writeSide.gate.hasQueuedThreads());
      var closing = CompletableFuture.runAsync(first::close, task -> new Thread(task).start());
      await().atMost(BulkClient.PATIENCE).until(BulkRestartTest::aStepIsWaitedFor);
      writeSide.open();
      closing.join();
    }
    assertThat(count("views.bulk_operation where owner is not null")).isZero();
    assertThat(count("views.bulk_operation_order where result is null")).isPositive();
    try (var next = new BulkNode(url)) {
      next.client().awaitState(operation, "DONE");
      assertActedUponOnce(next, operation, orders);
    }
  }

  /** The node that stops lets the step under way end, and begins no other one. */
  private static boolean aStepIsWaitedFor() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(
            call ->
                call.getClassName().equals(BulkOperationRunner.class.getName())
                    && call.getMethodName().equals("close"));
  }

  @Test
  @Tag("thorough")
  void a_node_that_is_killed_is_succeeded_by_another_and_no_order_is_acted_upon_twice() {
    List<OrderId> orders;
    String operation;
    try (var preparing = new BulkNode(url)) {
      orders = preparing.overdue(200, "c-1");
      operation = preparing.client().preview(RETRY);
    }
    // The results of the last ten commands are not stored when it is killed.
    int carriedOut = 2 * AT_A_TIME + 10;
    try (var killed = BulkProcess.start(url, carriedOut)) {
      killed.client().confirmed(operation);
      var retried =
          "eventstore.domain_event_entry where payload_type = 'order.step-retry-requested'";
      await().atMost(BulkClient.PATIENCE).until(() -> count(retried) == carriedOut);
      killed.kill();
    }
    assertThat(count("views.bulk_operation_order where result is null"))
        .isEqualTo(200 - 2 * AT_A_TIME);
    try (var next = new BulkNode(url)) {
      next.client().awaitState(operation, "DONE");
      assertActedUponOnce(next, operation, orders);
    }
  }

  @Test
  void two_nodes_share_the_work_of_two_operations() {
    try (var one = new BulkNode(url);
        var two = new BulkNode(url)) {
      var mine = one.overdue(60, "c-1");
      var yours = one.overdue(60, "c-2");
      var filter = "\"attention\":\"SHIPPING\"";
      var client = one.client();
      var first = client.preview(RETRY.replace(filter, filter + ",\"customerId\":\"c-1\""));
      var second = client.preview(RETRY.replace(filter, filter + ",\"customerId\":\"c-2\""));
      client.confirmed(first);
      two.client().confirmed(second);
      client.awaitState(first, "DONE");
      client.awaitState(second, "DONE");
      assertActedUponOnce(one, first, mine);
      assertActedUponOnce(two, second, yours);
    }
  }

  private int count(String rows) {
    return Objects.requireNonNull(
        new JdbcTemplate(new DriverManagerDataSource(url))
            .queryForObject("select count(*) from " + rows, Integer.class));
  }

  private static void assertActedUponOnce(BulkNode node, String operation, List<OrderId> orders) {
    assertThat(node.client().orders(operation, "DONE")).containsExactlyInAnyOrderElementsOf(orders);
    assertThat(orders).allMatch(order -> node.events(order, StepRetryRequested.class).size() == 1);
  }
}
