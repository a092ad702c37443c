package io.orderflow.standalone.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/**
 * Sends hostile requests. {@code -Dabuse.requests} sets how many in the thorough tier, {@code
 * -Dabuse.seed} which ones, and {@code -Dabuse.only} repeats one request of a seed.
 */
@TestPropertySource(properties = "spring.application.name=abused") // a context of its own
class AbuseTest extends StandaloneTest {

  private static final Logger LOG = LoggerFactory.getLogger(AbuseTest.class);
  private static final int CLIENTS = 4;
  private static final long FEW = 2_000;
  private static final long MANY = 20_000;

  /** Fixed, so that every build sends the same requests. Set another one to hunt. */
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
  void hostile_requests_get_documented_answers_and_refused_ones_leave_nothing() throws Exception {
    abuse(FEW);
  }

  @Test
  @Tag("thorough")
  void many_hostile_requests_get_documented_answers_of_every_kind() throws Exception {
    var books = abuse(Long.getLong("abuse.requests", MANY));
    assertThat(books.statuses())
        .contains(200, 201, 202, 204, 400, 401, 404, 405, 406, 409, 413, 415, 422);
  }

  private Books abuse(long requests) throws Exception {
    long seed = Long.getLong("abuse.seed", SEED);
    var books = new Books(jdbc);
    var abuser = new Abuser(port, seed, new Examples(clock));
    Long only = Long.getLong("abuse.only");
    var failures =
        only == null ? abuser.sendAll(requests, CLIENTS, books) : abuser.send(only, books);
    LOG.info("{} abusive requests of seed {}: {}", requests, seed, books.summary());
    assertThat(failures).as("-Dabuse.seed=%d, after %s", seed, books.summary()).isEmpty();
    assertThat(books.unexplained()).as("-Dabuse.seed=%d", seed).isEmpty();
    return books;
  }
}
