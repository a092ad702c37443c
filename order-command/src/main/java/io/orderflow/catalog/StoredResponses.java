package io.orderflow.catalog;

import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.IdempotencyKey;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Stored answers by key. Use it in the transaction that carries the request out, so that a failed
 * request leaves no answer.
 */
@Repository
class StoredResponses {

  private final JdbcClient jdbc;

  StoredResponses(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Claims the key for this request; waits for a concurrent request that has claimed it.
   *
   * @return the first answer; empty if the request is to be carried out
   * @throws ProblemException if the caller has used the key for another request
   */
  Optional<String> claim(Request request, Instant now) {
    int taken =
        jdbc.sql(
                """
                insert into ordering.answered_request (caller, key_hash, request, answered_at)
                values (?, sha256(convert_to(?, 'UTF8')), ?, ?) on conflict do nothing
                """)
            .params(request.caller(), request.key().value(), request.text(), utc(now))
            .update();
    if (taken == 1) {
      return Optional.empty();
    }
    var earlier = find(request);
    if (!earlier.request().equals(request.text())) {
      throw ProblemException.of(
          GeneralProblemCode.IDEMPOTENCY_KEY_REUSED,
          "This Idempotency-Key belongs to another request; repeat that one as it was, or send a"
              + " new key.");
    }
    return Optional.of(Objects.requireNonNull(earlier.answer()));
  }

  private Earlier find(Request request) {
    return jdbc.sql(
            """
            select request, answer from ordering.answered_request
            where caller = ? and key_hash = sha256(convert_to(?, 'UTF8'))
            """)
        .params(request.caller(), request.key().value())
        .query((row, _) -> new Earlier(row.getString("request"), row.getString("answer")))
        .single();
  }

  /** Stores the answer of the request that claimed its key in this transaction. */
  void keep(Request request, String answer) {
    jdbc.sql(
            """
            update ordering.answered_request set answer = ?
            where caller = ? and key_hash = sha256(convert_to(?, 'UTF8'))
            """)
        .params(answer, request.caller(), request.key().value())
        .update();
  }

  /** Deletes older answers, at most this many, and returns their number. */
  int forget(Instant before, int most) {
    return jdbc.sql(
            """
            delete from ordering.answered_request where (caller, key_hash) in (
              select caller, key_hash from ordering.answered_request
              where answered_at < ? limit ? for update skip locked)
            """)
        .params(utc(before), most)
        .update();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /**
   * A request that its caller may repeat.
   *
   * @param caller the owner of the key; keys of different callers are independent
   * @param text the whole request
   */
  record Request(String caller, IdempotencyKey key, String text) {}

  private record Earlier(String request, @Nullable String answer) {}
}
