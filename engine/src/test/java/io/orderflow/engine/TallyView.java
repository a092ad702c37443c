package io.orderflow.engine;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.JdbcTemplate;

/** The smallest projection: one row per event, and a place to plant a failure. */
@ProcessingGroup(TallyView.NAME)
public class TallyView {

  public static final String NAME = "tally-view";

  private final JdbcTemplate jdbc;
  private final AtomicReference<Consumer<Tally.Counted>> trouble = new AtomicReference<>(e -> {});

  TallyView(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Called after the row was written, before anything is committed. */
  public void afterEach(Consumer<Tally.Counted> planted) {
    trouble.set(planted);
  }

  @EventHandler
  void on(Tally.Counted event) {
    jdbc.update(
        "insert into tally.seen (tally_id, total) values (?, ?)", event.tallyId(), event.total());
    trouble.get().accept(event);
  }

  public int rowsOf(String tallyId) {
    Integer rows =
        jdbc.queryForObject(
            "select count(*) from tally.seen where tally_id = ?", Integer.class, tallyId);
    return rows == null ? 0 : rows;
  }
}
