package io.orderflow.views.timeline;

import io.orderflow.api.Scopes;
import io.orderflow.views.history.OrderHistory;
import io.orderflow.views.history.VisibleOrder;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.Preconditions;
import io.orderflow.web.security.Caller;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The timeline of an order over HTTP. The {@code ETag} names the order's version, the notifications
 * and whether it is the operators' timeline, so that a tag stands for all that is shown.
 */
@RestController
class TimelineController {

  static final int MOST_ENTRIES = 1_000;
  static final int DEFAULT_ENTRIES = 200;

  private static final Pattern SEQUENCE = Pattern.compile("[0-9]{1,18}");
  private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,3}");

  private final OrderHistory history;
  private final NotificationLookup notifications;

  TimelineController(OrderHistory history, NotificationLookup notifications) {
    this.history = history;
    this.notifications = notifications;
  }

  @GetMapping("/api/v1/orders/{id}/timeline")
  CompletableFuture<ResponseEntity<Timeline>> timeline(
      Caller caller,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      Preconditions conditions) {
    long first = after == null ? -1 : sequence(after);
    int most = limit == null ? DEFAULT_ENTRIES : most(limit);
    var order = VisibleOrder.of(id, caller);
    boolean operator = caller.hasOneOf(Scopes.OPERATE);
    return history
        .read(order, events -> new TimelineReader().read(order.orderId(), events, first, most))
        .thenApply(timeline -> operator ? timeline : timeline.forCustomers())
        .thenCompose(this::withNotifications)
        .thenApply(timeline -> response(timeline, operator, conditions));
  }

  /** After the order was found to be the caller's. */
  private CompletableFuture<Timeline> withNotifications(Timeline timeline) {
    return notifications.of(timeline.orderId()).thenApply(sent -> timeline.with(sent.orElse(null)));
  }

  private static ResponseEntity<Timeline> response(
      Timeline timeline, boolean operator, Preconditions conditions) {
    String tag = timeline.tag() + (operator ? "-operator" : "");
    boolean known = conditions.isNotModified(tag);
    var answer = ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK);
    answer.eTag("\"" + tag + "\"").cacheControl(CacheControl.noCache().cachePrivate());
    return known ? answer.build() : answer.contentType(MediaType.APPLICATION_JSON).body(timeline);
  }

  private static long sequence(String after) {
    if (!SEQUENCE.matcher(after).matches()) {
      throw malformed("after must be the sequence of an entry, such as nextAfter of a page.");
    }
    return Long.parseLong(after);
  }

  private static int most(String limit) {
    int most = LIMIT.matcher(limit).matches() ? Integer.parseInt(limit) : 0;
    if (most < 1 || most > MOST_ENTRIES) {
      throw malformed("limit must be a whole number from 1 to " + MOST_ENTRIES + ".");
    }
    return most;
  }

  private static ProblemException malformed(String detail) {
    return ProblemException.of(GeneralProblemCode.MALFORMED_REQUEST, detail);
  }
}
