package io.orderflow.standalone.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/**
 * Sends what nobody should send. {@code -Dabuse.requests} says how much of it, {@code -Dabuse.seed}
 * what of it, and {@code -Dabuse.only} repeats one request of a seed.
 */
@TestPropertySource(properties = "spring.application.name=abused") // a world of its own
class AbuseTest extends StandaloneTest {

  private static final Logger LOG = LoggerFactory.getLogger(AbuseTest.class);
  private static final int CLIENTS = 4;

  /** What a build refuses it refuses again; other seeds are for whoever goes hunting. */
  private static final long SEED = 20_000;

  @Autowired Clock clock;
  @Autowired JdbcTemplate jdbc;

  /** The orders that examples speak of. */
  @BeforeEach
  void place() throws IOException {
    var placing =
        CONTRACT.operations().stream()
            .filter(operation -> operation.name().equals("POST /api/v1/orders"))
            .findFirst()
            .orElseThrow();
    try (var wire = new Wire(port)) {
      for (var example : placing.examples().keySet()) {
        wire.exchange(new Examples(clock).call(placing, example).bytes(), false);
      }
    }
  }

  @Test
  void whatever_is_sent_the_answer_is_a_documented_one_and_what_is_refused_leaves_nothing()
      throws Exception {
    long seed = Long.getLong("abuse.seed", SEED);
    long requests = Long.getLong("abuse.requests", 20_000);
    var books = new Books(jdbc);
    var abuser = new Abuser(port, seed, new Examples(clock));
    Long only = Long.getLong("abuse.only");
    var failures =
        only == null ? abuser.sendAll(requests, CLIENTS, books) : abuser.send(only, books);
    LOG.info("{} abusive requests of seed {}: {}", requests, seed, books.summary());
    assertThat(failures).as("-Dabuse.seed=%d, after %s", seed, books.summary()).isEmpty();
    assertThat(books.unexplained()).as("-Dabuse.seed=%d", seed).isEmpty();
    if (requests >= 20_000) {
      assertThat(books.statuses())
          .contains(200, 201, 202, 204, 400, 401, 404, 405, 406, 409, 413, 415, 422);
    }
  }
}
