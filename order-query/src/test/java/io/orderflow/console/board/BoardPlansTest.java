package io.orderflow.console.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.views.list.GeneratedOrders;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How PostgreSQL reads the board in a table of some size. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BoardPlansTest {

  private static final int ORDERS = 50_000;

  /** The whole table has some 12,000. */
  private static final int MOST_PAGES = 1_500;

  /** In the last hour of the generated year. */
  private static final Instant SINCE = Instant.parse("2026-02-28T23:00:00Z");

  private JdbcTemplate jdbc = new JdbcTemplate();

  @BeforeAll
  void orders() {
    jdbc = new JdbcTemplate(GeneratedOrders.database(ORDERS));
  }

  @Test
  void no_statement_reads_a_table_to_its_end() {
    var since = SINCE.atOffset(ZoneOffset.UTC);
    var plans =
        Map.of(
            "under way", explain(BoardReader.UNDER_WAY),
            "attentions", explain(BoardReader.ATTENTIONS),
            "placed", explain(BoardReader.PLACED, since),
            "ended", explain(BoardReader.ENDED, since, since),
            "empty", explain(BoardReader.EMPTY));
    assertThat(plans)
        .allSatisfy(
            (statement, plan) -> {
              assertThat(pages(plan)).as("%s: %s", statement, plan).isLessThan(MOST_PAGES);
              assertThat(tablesScanned(plan)).as(statement).isEmpty();
            });
  }

  private static int pages(JsonNode plan) {
    return plan.at("/0/Plan/Shared Hit Blocks").asInt()
        + plan.at("/0/Plan/Shared Read Blocks").asInt();
  }

  /** Whether there is any order is known by the first row of it. */
  private static List<String> tablesScanned(JsonNode plan) {
    return plan.findParents("Node Type").stream()
        .filter(node -> node.path("Node Type").asString().equals("Seq Scan"))
        .filter(node -> node.path("Actual Rows").asInt() > 1)
        .map(node -> node.path("Relation Name").asString())
        .toList();
  }

  private JsonNode explain(String statement, Object... arguments) {
    var json =
        jdbc.queryForObject(
            "explain (analyze, buffers, format json) " + statement, String.class, arguments);
    return new JsonMapper().readTree(json);
  }
}
