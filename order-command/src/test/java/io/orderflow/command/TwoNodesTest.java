package io.orderflow.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.TestDatabase;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TwoNodesTest {

  private static final int ROUNDS = 25;

  @Test
  void twins_sent_to_two_nodes_on_one_database_place_one_order() throws Exception {
    String database = TestDatabase.createUrl();
    try (var first = new WriteSide(database, "demo");
        var second = new WriteSide(database, "demo");
        var threads = Executors.newFixedThreadPool(4)) {
      for (int round = 0; round < ROUNDS; round++) {
        String key = UUID.randomUUID().toString();
        var twins = new ArrayList<Future<WriteSide.Answer>>();
        for (var node : new WriteSide[] {first, second, first, second}) {
          twins.add(threads.submit(() -> place(node, key)));
        }
        var answers = new ArrayList<String>();
        for (var twin : twins) {
          assertThat(twin.get().status()).as(twin.get().text()).isEqualTo(201);
          answers.add(twin.get().text());
        }
        assertThat(answers.stream().distinct()).hasSize(1);
      }
    }
  }

  private static WriteSide.Answer place(WriteSide node, String key) {
    String body =
        """
        {"customerId":"alice","items":[{"sku":"mouse","quantity":1}],"paymentMethod":"pm_card_ok"}
        """;
    return node.post("/api/v1/orders", body, "Idempotency-Key", key);
  }
}
