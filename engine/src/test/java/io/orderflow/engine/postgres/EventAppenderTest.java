package io.orderflow.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.failure.CommandFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Events of commands that wait together, on a real PostgreSQL. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EventAppenderTest {

  private static final int ORDERS = 9;

  @Test
  void no_caller_is_answered_before_the_commit() {
    withANode(GroupedAppends::answer_no_caller_before_the_commit);
  }

  @Test
  void a_command_whose_place_is_taken_harms_only_itself() {
    withANode(GroupedAppends::fail_only_the_command_whose_place_is_taken);
  }

  @Test
  void a_command_whose_place_is_taken_uses_up_no_event_number() {
    withANode(GroupedAppends::use_up_no_number_for_commands_whose_place_is_taken);
  }

  @Test
  void of_two_creations_of_one_aggregate_in_a_group_the_second_loses() {
    withANode(GroupedAppends::fail_only_the_second_of_two_creations_of_one_aggregate);
  }

  @Test
  void after_a_connection_was_lost_with_the_commit_the_outcome_is_unknown_to_all_of_the_group() {
    withANode(GroupedAppends::leave_open_what_a_connection_lost_after_the_commit_did);
  }

  @Test
  void a_connection_cut_before_the_insert_leaves_nothing_and_all_can_be_repeated() {
    withANode(GroupedAppends::append_nothing_over_a_connection_that_is_cut_before_the_insert);
  }

  @Test
  void a_connection_cut_before_the_commit_leaves_nothing_and_all_can_be_repeated() {
    withANode(GroupedAppends::append_nothing_over_a_connection_that_is_cut_before_the_commit);
  }

  /**
   * Both groups stop at an order in the middle, because a third transaction holds its place. Groups
   * that append in the order of arrival deadlock there.
   */
  @Test
  void two_nodes_that_append_to_the_same_orders_in_groups_do_not_deadlock() throws Exception {
    String url = TestDatabase.createUrl();
    var orders =
        IntStream.range(0, ORDERS).mapToObj(_ -> UUID.randomUUID().toString()).sorted().toList();
    try (var one = new GroupedAppends(url, appender -> appender::append);
        var two = new GroupedAppends(url, appender -> appender::append)) {
      orders.forEach(order -> one.append(order, 0));
      try (var third = DriverManager.getConnection(url, "postgres", "")) {
        third.setAutoCommit(false);
        takeNextPlace(third, orders.get(ORDERS / 2));
        var ofOne = group(one, orders);
        var ofTwo = group(two, orders.reversed()).reversed();
        one.callers().release();
        two.callers().release();
        await().until(() -> waitingForAPlace(url) == 2);
        third.rollback();

        for (int i = 0; i < ORDERS; i++) {
          assertThat(List.of(outcome(ofOne.get(i)), outcome(ofTwo.get(i))))
              .as("one of them has won, and the other knows that it has not")
              .containsExactlyInAnyOrder("null", CommandFailure.CONFLICT.toString());
        }
      }
      assertThat(one.stored()).isEqualTo(2 + 2 * ORDERS);
    }
  }

  private static String outcome(Future<?> command) {
    return String.valueOf(GroupedAppends.kindOf(GroupedAppends.failureOf(command)));
  }

  /** Waits behind a command that is held. */
  private static List<Future<?>> group(GroupedAppends node, List<String> orders) {
    node.callers().holdTheFirst();
    var _ = node.appending(UUID.randomUUID().toString(), 0);
    var commands = new ArrayList<Future<?>>();
    orders.forEach(order -> commands.add(node.appending(order, 1)));
    return commands;
  }

  private static void takeNextPlace(Connection connection, String order) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into eventstore.domain_event_entry (aggregate_identifier, sequence_number,
              event_identifier, payload, payload_type, time_stamp) values (?, 1, ?, '', 'x', 'x')
            """)) {
      insert.setString(1, order);
      insert.setString(2, UUID.randomUUID().toString());
      insert.executeUpdate();
    }
  }

  private static int waitingForAPlace(String url) {
    return JdbcClient.create(new DriverManagerDataSource(url, "postgres", ""))
        .sql(
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """)
        .query(Integer.class)
        .single();
  }

  private static void withANode(Consumer<GroupedAppends> rule) {
    try (var node = new GroupedAppends()) {
      rule.accept(node);
    }
  }
}
