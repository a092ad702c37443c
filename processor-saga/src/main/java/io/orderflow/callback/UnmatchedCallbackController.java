package io.orderflow.callback;

import io.orderflow.engine.origin.Origin;
import io.orderflow.inbox.CallbackSource;
import io.orderflow.inbox.ManualCallbackMatcher;
import io.orderflow.inbox.MatchOutcome;
import io.orderflow.inbox.NoticeContent;
import io.orderflow.inbox.UnmatchedCallback;
import io.orderflow.inbox.UnmatchedCallbackCounts;
import io.orderflow.inbox.UnmatchedCallbackCounts.Count;
import io.orderflow.inbox.UnmatchedCallbacks;
import io.orderflow.inbox.UnmatchedCallbacks.Place;
import io.orderflow.inbox.UnmatchedReason;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.IdempotencyKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows operators the genuine callbacks that match no order, and lets them settle each: by telling
 * it to an order, or by dismissing it.
 */
@RestController
@RequestMapping(UnmatchedCallbackController.CALLBACKS)
class UnmatchedCallbackController {

  static final String CALLBACKS = "/api/v1/admin/unmatched-callbacks";

  private final UnmatchedCallbackCounts unmatched;
  private final UnmatchedCallbacks callbacks;
  private final ManualCallbackMatcher matcher;

  UnmatchedCallbackController(
      UnmatchedCallbackCounts unmatched,
      UnmatchedCallbacks callbacks,
      ManualCallbackMatcher matcher) {
    this.unmatched = unmatched;
    this.callbacks = callbacks;
    this.matcher = matcher;
  }

  /** All counts, and a page of those that wait, the oldest first. */
  @GetMapping
  ResponseEntity<Listed> list(
      @RequestParam(required = false) @Nullable String partner,
      @RequestParam(required = false) @Nullable String reason,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    var page = UnmatchedCallbackPage.of(partner, reason, limit, cursor);
    var counts = unmatched.counts();
    var found = callbacks.page(page.partner(), page.reason(), page.after(), page.limit() + 1);
    var shown = found.stream().limit(page.limit()).toList();
    String next =
        found.size() > page.limit()
            ? UnmatchedCallbackPage.cursor(Place.of(shown.getLast()))
            : null;
    var answer = ResponseEntity.ok();
    if (next != null) {
      answer.header(HttpHeaders.LINK, "<" + CALLBACKS + "?" + page.query(next) + ">; rel=\"next\"");
    }
    return answer.body(
        new Listed(
            counts.stream().mapToLong(Count::count).sum(),
            counts,
            shown.stream().map(Shown::of).toList(),
            next));
  }

  /** Also one that was settled, for as long as it is kept. */
  @GetMapping("/{id}")
  Shown show(@PathVariable String id) {
    var callback = identified(id);
    return callbacks
        .find(callback.partner(), callback.eventId())
        .map(Shown::of)
        .orElseThrow(UnmatchedCallbackController::notFound);
  }

  /** Tells it to the order as if the partner had named that order. Safe to repeat. */
  @PostMapping("/{id}/match")
  ResponseEntity<Shown> match(
      @PathVariable String id, @RequestBody MatchRequest body, Origin origin) {
    var callback = identified(id);
    var match = body.checked();
    return answer(
        matcher.match(callback.partner(), callback.eventId(), match.order(), match.note(), origin));
  }

  /** It is counted no more. Safe to repeat. */
  @PostMapping("/{id}/dismissal")
  ResponseEntity<Shown> dismiss(
      @PathVariable String id, @RequestBody DismissalRequest body, Origin origin) {
    var callback = identified(id);
    return answer(
        callbacks.dismiss(
            callback.partner(), callback.eventId(), body.checkedNote(), origin.actor()));
  }

  private static ResponseEntity<Shown> answer(MatchOutcome outcome) {
    return switch (outcome) {
      case MatchOutcome.Settled(var callback, boolean repeated) -> {
        var answer = ResponseEntity.ok();
        if (repeated) {
          answer.header(IdempotencyKey.REPLAYED, "true");
        }
        yield answer.body(Shown.of(callback));
      }
      case MatchOutcome.Refused(var why) ->
          throw ProblemException.of(
              UnmatchedCallbackProblemCode.CALLBACK_REFUSED,
              "Nothing was changed; the callback still waits. Name another order, or dismiss it. It was: "
                  + why
                  + ".");
      case MatchOutcome.SettledOtherwise _ ->
          throw ProblemException.of(
              UnmatchedCallbackProblemCode.CALLBACK_SETTLED,
              "GET the callback to see what was done about it, and by whom.");
      case MatchOutcome.Unknown _ ->
          throw ProblemException.of(
              GeneralProblemCode.OUTCOME_UNKNOWN,
              "Send the same request again: an order is told only once.");
      case MatchOutcome.NotThere() -> throw notFound();
    };
  }

  private static UnmatchedCallbackId identified(String id) {
    return UnmatchedCallbackId.parse(id).orElseThrow(UnmatchedCallbackController::notFound);
  }

  private static ProblemException notFound() {
    return ProblemException.of(
        UnmatchedCallbackProblemCode.CALLBACK_NOT_FOUND, "GET " + CALLBACKS + " lists them.");
  }

  /**
   * @param total how many wait, of all partners and reasons
   * @param nextCursor requests the next page; null on the last page
   */
  record Listed(long total, List<Count> counts, List<Shown> items, @Nullable String nextCursor) {}

  /**
   * @param said the callback, as far as the contract goes; null if it cannot be read
   * @param detail why it matches no order
   * @param since when it was found to match no order, or when it was settled
   * @param settlement what an operator did about it; null while it waits
   */
  record Shown(
      String id,
      CallbackSource partner,
      String eventId,
      UnmatchedReason reason,
      @Nullable NoticeContent said,
      @Nullable String detail,
      Instant receivedAt,
      int attempts,
      Instant since,
      @Nullable Settled settlement) {

    static Shown of(UnmatchedCallback callback) {
      return new Shown(
          new UnmatchedCallbackId(callback.partner(), callback.eventId()).text(),
          callback.partner(),
          callback.eventId(),
          callback.reason(),
          callback.said(),
          callback.detail(),
          callback.receivedAt(),
          callback.attempts(),
          callback.since(),
          Settled.of(callback.settlement()));
    }
  }

  /**
   * @param orderId to which it was told; null if it was dismissed
   * @param by the operator's name; null without a token
   */
  record Settled(@Nullable String orderId, @Nullable String by, String note) {

    static @Nullable Settled of(UnmatchedCallback.@Nullable Settlement settlement) {
      return settlement == null
          ? null
          : new Settled(
              settlement.order() == null ? null : settlement.order().toString(),
              settlement.by(),
              settlement.note());
    }
  }
}
