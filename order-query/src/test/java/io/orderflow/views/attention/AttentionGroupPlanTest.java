package io.orderflow.views.attention;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.views.list.FilteredOrders;
import io.orderflow.views.list.GeneratedOrders;
import io.orderflow.views.list.Sql;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How PostgreSQL reads the groups of a table of some size. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AttentionGroupPlanTest {

  private static final int ORDERS = 50_000;

  /** Reading every order takes some 10,000 and more. */
  private static final int MOST_PAGES = 1_000;

  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void groups_are_read_by_an_index() {
    var jdbc = new JdbcTemplate(GeneratedOrders.database(ORDERS));
    for (var query :
        List.of(
            "",
            "attention=PAYMENT",
            "attention=PAYMENT&attentionReason=refund refused",
            "attentionReason=nothing",
            "status=CANCELLING",
            "customerId=c-0",
            "createdAfter=2025-03-02T00:00:00Z&currency=EUR")) {
      var plan = explain(jdbc, AttentionGroupReader.statement(orders(query)));
      int pages =
          plan.at("/0/Plan/Shared Hit Blocks").asInt()
              + plan.at("/0/Plan/Shared Read Blocks").asInt();
      assertThat(pages).as("%s: %s", query, plan).isLessThan(MOST_PAGES);
      assertThat(plan.toString()).doesNotContain("Seq Scan");
    }
  }

  private static FilteredOrders orders(String query) {
    MultiValueMap<String, String> parameters =
        UriComponentsBuilder.newInstance().query(query).build().getQueryParams();
    return FilteredOrders.read(parameters);
  }

  private static JsonNode explain(JdbcTemplate jdbc, Sql statement) {
    var explained = Sql.join("explain (analyze, buffers, format json) %s", statement);
    var plan =
        jdbc.query(
            explained.prepared(),
            row -> {
              row.next();
              return row.getString(1);
            });
    return JSON.readTree(plan);
  }
}
