package io.orderflow.bulk;

import io.orderflow.api.OrderId;
import io.orderflow.bulk.BulkOperation.State;
import io.orderflow.bulk.OrderResult.Kind;
import io.orderflow.bulk.SelectedOrderStore.ResultLine;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.IdempotencyKey;
import io.orderflow.web.request.RequestValidator;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lets operators preview, confirm, watch, pause and stop operations on many orders. */
@RestController
@RequestMapping(BulkOperationController.PATH)
class BulkOperationController {

  static final String PATH = "/api/v1/admin/bulk-operations";

  private static final int MOST_LINES = 200;
  private static final int DEFAULT_LINES = 50;
  private static final OrderId BEFORE_ALL = new OrderId(new UUID(0, 0));
  private static final Pattern ID = Pattern.compile("\\d{1,18}");

  private final BulkPreview preview;
  private final BulkOperationLifecycle lifecycle;
  private final BulkOperationStore operations;
  private final SelectedOrderStore orders;

  BulkOperationController(
      BulkPreview preview,
      BulkOperationLifecycle lifecycle,
      BulkOperationStore operations,
      SelectedOrderStore orders) {
    this.preview = preview;
    this.lifecycle = lifecycle;
    this.operations = operations;
    this.orders = orders;
  }

  /** Selects the orders, and does nothing with them yet. */
  @PostMapping
  ResponseEntity<BulkOperationBody> create(
      @RequestBody BulkOperationRequest body,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      Origin origin) {
    var made =
        preview.make(body.check(), origin.actor(), key == null ? null : new IdempotencyKey(key));
    var answer = ResponseEntity.created(URI.create(PATH + "/" + made.id()));
    return replayed(answer, made.repeated()).body(shown(operation(Long.toString(made.id()))));
  }

  @GetMapping
  All all() {
    return new All(
        operations.all().stream()
            .map(each -> BulkOperationBody.of(each, orders.progress(each), null))
            .toList());
  }

  @GetMapping("/{id}")
  BulkOperationBody show(@PathVariable String id) {
    return shown(operation(id));
  }

  @GetMapping("/{id}/orders")
  ResponseEntity<Page> orders(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String result,
      @RequestParam(required = false) @Nullable String limit,
      @RequestParam(required = false) @Nullable String cursor) {
    var check = new RequestValidator();
    var kind = check.optional("/result", result, Kind::of);
    var most = check.optional("/limit", limit, BulkOperationController::limit);
    var after = check.optional("/cursor", cursor, OrderId::parse);
    check.refuseIfInvalid();
    int shown = Objects.requireNonNullElse(most, DEFAULT_LINES);
    var found =
        orders.page(
            operation(id).id(), kind, Objects.requireNonNullElse(after, BEFORE_ALL), shown + 1);
    if (found.size() <= shown) {
      return ResponseEntity.ok(new Page(found, null));
    }
    var page = found.subList(0, shown);
    var next = page.getLast().orderId().toString();
    return ResponseEntity.ok()
        .header(
            HttpHeaders.LINK,
            "<%s/%s/orders?cursor=%s&limit=%d%s>; rel=\"next\""
                .formatted(PATH, id, next, shown, kind == null ? "" : "&result=" + kind))
        .body(new Page(page, next));
  }

  /** Starts it; safe to repeat. */
  @PostMapping("/{id}/confirmation")
  ResponseEntity<BulkOperationBody> confirm(
      @PathVariable String id, @RequestBody Confirmation body, Origin origin) {
    int count = body.checkedCount();
    boolean repeated = !lifecycle.confirm(operation(id), count, origin);
    return replayed(ResponseEntity.accepted(), repeated).body(shown(operation(id)));
  }

  @PostMapping("/{id}/pause")
  ResponseEntity<BulkOperationBody> pause(@PathVariable String id) {
    boolean repeated = !lifecycle.move(operation(id), State.RUNNING, State.PAUSED);
    return replayed(ResponseEntity.ok(), repeated).body(shown(operation(id)));
  }

  @PostMapping("/{id}/resume")
  ResponseEntity<BulkOperationBody> resume(@PathVariable String id) {
    boolean repeated = !lifecycle.move(operation(id), State.PAUSED, State.RUNNING);
    return replayed(ResponseEntity.ok(), repeated).body(shown(operation(id)));
  }

  /** What was done stays; orders that are left stay as they are. */
  @DeleteMapping("/{id}")
  BulkOperationBody cancel(@PathVariable String id) {
    lifecycle.cancel(operation(id));
    return shown(operation(id));
  }

  private BulkOperationBody shown(BulkOperation operation) {
    return BulkOperationBody.of(
        operation, orders.progress(operation), orders.examples(operation.id()));
  }

  private BulkOperation operation(String id) {
    if (!ID.matcher(id).matches()) {
      throw notFound();
    }
    return operations.find(Long.parseLong(id)).orElseThrow(BulkOperationController::notFound);
  }

  private static ProblemException notFound() {
    return ProblemException.of(
        BulkProblem.OPERATION_NOT_FOUND,
        "Take the address from the Location of its preview; old operations are not kept.");
  }

  private static ResponseEntity.BodyBuilder replayed(
      ResponseEntity.BodyBuilder answer, boolean repeated) {
    return repeated ? answer.header(IdempotencyKey.REPLAYED, "true") : answer;
  }

  private static int limit(String text) {
    int limit = text.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MOST_LINES) {
      throw new IllegalArgumentException("must be a number from 1 to " + MOST_LINES);
    }
    return limit;
  }

  /**
   * @param count what the preview has said
   */
  record Confirmation(@Nullable BigDecimal count) {

    private int checkedCount() {
      var check = new RequestValidator();
      var checked = check.required("/count", count, Confirmation::number);
      check.refuseIfInvalid();
      return Objects.requireNonNull(checked);
    }

    private static int number(BigDecimal count) {
      long whole = RequestValidator.wholeNumber(count);
      if (whole < 0 || whole > BulkPreview.MOST_ORDERS) {
        throw new IllegalArgumentException("must be from 0 to " + BulkPreview.MOST_ORDERS);
      }
      return (int) whole;
    }
  }

  record All(List<BulkOperationBody> operations) {

    All {
      operations = List.copyOf(operations);
    }
  }

  /**
   * @param nextCursor requests the next page; null on the last page
   */
  record Page(List<ResultLine> items, @Nullable String nextCursor) {

    Page {
      items = List.copyOf(items);
    }
  }
}
