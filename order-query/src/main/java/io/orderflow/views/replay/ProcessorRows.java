package io.orderflow.views.replay;

import io.orderflow.engine.processors.EventProcessor;
import io.orderflow.engine.processors.StoredToken;
import io.orderflow.engine.processors.StoredTokens;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The tokens and dead letters of a processor, on all nodes. What changes them joins the caller's
 * transaction, and has called {@link #lock} before.
 */
@Component
class ProcessorRows {

  private final JdbcTemplate jdbc;
  private final StoredTokens tokens;

  ProcessorRows(JdbcTemplate jdbc, StoredTokens tokens) {
    this.jdbc = jdbc;
    this.tokens = tokens;
  }

  /** Of the segment that is furthest behind. */
  long position(EventProcessor processor) {
    return tokens.of(processor).stream()
        .mapToLong(StoredToken::position)
        .min()
        .orElse(StoredToken.BEFORE_THE_FIRST);
  }

  /** Of the segment that is furthest ahead. */
  long newest(EventProcessor processor) {
    return tokens.of(processor).stream()
        .mapToLong(StoredToken::position)
        .max()
        .orElse(StoredToken.BEFORE_THE_FIRST);
  }

  /**
   * Waits for the batches and retries that are under way, on any node. Until the transaction ends
   * no other can commit. Batches lock in the same order: dead letters, then their token, then rows.
   */
  void lock(EventProcessor processor) {
    jdbc.queryForList(
        "select 1 from views.dead_letter where processor_name = ? order by aggregate_id for update",
        processor.name());
    jdbc.queryForList(
        "select 1 from views.token_entry where processor_name = ? order by segment for update",
        processor.name());
  }

  /**
   * Ends all claims. A batch that waits for its token is rolled back, because its node does not
   * hold the segment any more; the next claim begins with what is in the tables.
   */
  void endClaims(EventProcessor processor) {
    jdbc.update(
        "update views.token_entry set owner = null where processor_name = ?", processor.name());
  }

  /** The processor begins anew when it is started. */
  void delete(EventProcessor processor) {
    jdbc.update("delete from views.token_entry where processor_name = ?", processor.name());
    deleteLetters(processor);
  }

  /** Replaces the dead letters of one processor by those of another. */
  void moveLetters(EventProcessor from, EventProcessor to) {
    deleteLetters(to);
    jdbc.update(
        "update views.dead_letter set processor_name = ? where processor_name = ?",
        to.name(),
        from.name());
  }

  private void deleteLetters(EventProcessor processor) {
    jdbc.update("delete from views.dead_letter where processor_name = ?", processor.name());
  }
}
