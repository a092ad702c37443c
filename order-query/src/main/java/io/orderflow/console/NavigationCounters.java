package io.orderflow.console;

import io.orderflow.api.process.PartnerReport;
import io.orderflow.api.webhook.FailingWebhooks;
import io.orderflow.console.services.ServiceQueries;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What the navigation counts because it needs a person. All pages share an answer for some seconds,
 * and none fails for it. Each number is null where there is nothing, or nothing is known.
 */
@Component
class NavigationCounters {

  static final int MOST_COUNTED = 999;

  private static final Logger log = LoggerFactory.getLogger(NavigationCounters.class);
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final int PATIENCE_SECONDS = 2;

  private static final String ATTENTIONS =
      "select count(*) from (select from views.order_view where attention <> '[]' limit %d) as standing"
          .formatted(MOST_COUNTED + 1);

  private final JdbcTemplate jdbc;
  private final ServiceQueries services;
  private final Clock clock;
  private @Nullable Counted newest;

  NavigationCounters(DataSource dataSource, ServiceQueries services, Clock clock) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.jdbc.setQueryTimeout(PATIENCE_SECONDS);
    this.services = services;
    this.clock = clock;
  }

  /** Orders that need a person. */
  public @Nullable String attention() {
    return text(counted().attention());
  }

  /** Dead letters, and segments that fail, stall or are held by no node. */
  public @Nullable String processors() {
    return text(OperatorNeeds.count(counted().needs().processors()));
  }

  /** What operators have switched off, processors aside, and partners that fail. */
  public @Nullable String partners() {
    var needs = counted().needs();
    return text(OperatorNeeds.count(needs.partners()) + needs.switchedOff());
  }

  /** Callbacks that match no order. */
  public @Nullable String callbacks() {
    return text(OperatorNeeds.count(counted().needs().callbacks()));
  }

  /** All of it in words, but for orders and for what is switched off. */
  public List<OperatorNeeds.Need> others() {
    return counted().needs().all();
  }

  /** Webhooks that fail, and those that orderflow has disabled. */
  public @Nullable String webhooks() {
    return text(OperatorNeeds.count(counted().needs().webhooks()));
  }

  private synchronized Counted counted() {
    var now = clock.instant();
    var known = newest;
    if (known == null || known.at().plus(FRESH).isBefore(now)) {
      known = count(now);
      newest = known;
    }
    return known;
  }

  private Counted count(Instant now) {
    try {
      var attentions = jdbc.queryForObject(ATTENTIONS, Long.class);
      var report = services.partners();
      return new Counted(
          now,
          attentions == null ? 0 : attentions,
          OperatorNeeds.of(
              services.services(),
              report.map(PartnerReport::partners).orElse(List.of()),
              report.map(PartnerReport::waitingCallbacks).orElse(0L),
              // one that is away is waited for once
              report
                  .flatMap(_ -> services.failingWebhooks())
                  .map(FailingWebhooks::count)
                  .orElse(0L),
              now));
    } catch (DataAccessException failed) {
      log.debug("What needs a person is not counted: {}", failed.toString());
      return new Counted(now, 0, OperatorNeeds.NONE);
    }
  }

  private static @Nullable String text(long count) {
    if (count == 0) {
      return null;
    }
    return count > MOST_COUNTED ? MOST_COUNTED + "+" : Long.toString(count);
  }

  private record Counted(Instant at, long attention, OperatorNeeds needs) {}
}
