package io.orderflow.views.replay;

import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.engine.processors.StoredToken;
import io.orderflow.engine.processors.StoredTokens;
import java.util.List;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.jspecify.annotations.Nullable;
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
  long position(EventProcessorDefinition processor) {
    return tokens.slowest(processor);
  }

  /** Of the segment that is furthest ahead. */
  long newest(EventProcessorDefinition processor) {
    return tokens.of(processor).stream()
        .mapToLong(StoredToken::position)
        .max()
        .orElse(StoredToken.BEFORE_THE_FIRST);
  }

  /**
   * Waits for the batches and retries that are under way, on any node. Until the transaction ends
   * no other can commit. Batches lock in the same order: dead letters, then their token, then rows.
   */
  void lock(EventProcessorDefinition processor) {
    jdbc.queryForList(
        "select 1 from views.dead_letter where processor_name = ? order by aggregate_id for update",
        processor.name());
    tokens.lock(processor);
  }

  /**
   * Lets a processor go on with the rows of another one. Its tokens go back to what both have
   * handled. Its claims end, and the next one begins with what is in the tables.
   */
  void continueFrom(EventProcessorDefinition other, EventProcessorDefinition processor) {
    var others = tokens.of(other);
    for (var stored : tokens.of(processor)) {
      tokens.replace(processor, stored.segment(), handledByAll(stored, others));
    }
  }

  /**
   * A position alone says too little: an event that was committed late, behind later ones, may have
   * been handled by one processor and not yet by another at the same position.
   */
  static @Nullable TrackingToken handledByAll(StoredToken stored, List<StoredToken> others) {
    var lowest = WrappedToken.unwrapLowerBound(stored.token());
    for (var other : others) {
      var token = WrappedToken.unwrapLowerBound(other.token());
      if (lowest == null || token == null) {
        return null;
      }
      lowest = lowest.lowerBound(token);
    }
    return lowest;
  }

  /** The processor begins anew when it is started. */
  void delete(EventProcessorDefinition processor) {
    jdbc.update("delete from views.token_entry where processor_name = ?", processor.name());
    deleteLetters(processor);
  }

  /** Replaces the dead letters of one processor by those of another. */
  void moveLetters(EventProcessorDefinition from, EventProcessorDefinition to) {
    deleteLetters(to);
    jdbc.update(
        "update views.dead_letter set processor_name = ? where processor_name = ?",
        to.name(),
        from.name());
  }

  private void deleteLetters(EventProcessorDefinition processor) {
    jdbc.update("delete from views.dead_letter where processor_name = ?", processor.name());
  }
}
