package io.orderflow.standalone.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Sends what nobody should send. {@code -Dabuse.requests} says how much of it, {@code -Dabuse.seed}
 * what of it, and {@code -Dabuse.only} repeats one request of a seed.
 */
class AbuseTest extends StandaloneTest {

  private static final int CLIENTS = 4;

  @Autowired Clock clock;
  @Autowired JdbcTemplate jdbc;

  @Test
  void whatever_is_sent_the_answer_is_a_documented_one_and_what_is_refused_leaves_nothing()
      throws Exception {
    long seed = Long.getLong("abuse.seed", clock.millis());
    long requests = Long.getLong("abuse.requests", 20_000);
    var books = new Books(jdbc);
    var abuser = new Abuser(port, seed, new Examples(clock));
    var failures =
        Long.getLong("abuse.only") instanceof Long only
            ? abuser.send(only, books)
            : abuser.sendAll(requests, CLIENTS, books);
    assertThat(failures).as("-Dabuse.seed=%d, after %s", seed, books.summary()).isEmpty();
    assertThat(books.unexplained()).as("-Dabuse.seed=%d", seed).isEmpty();
    if (requests >= 20_000) {
      assertThat(books.statuses())
          .contains(200, 201, 202, 204, 400, 401, 404, 405, 406, 409, 413, 415, 422);
    }
  }
}
