package io.orderflow.bulk;

import io.orderflow.api.OrderId;
import io.orderflow.bulk.OrderResult.Kind;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.request.IdempotencyKey;
import io.orderflow.web.request.RequestValidator;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Objects;
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

  private final BulkOperations operations;

  BulkOperationController(BulkOperations operations) {
    this.operations = operations;
  }

  /** Selects the orders, and does nothing with them yet. */
  @PostMapping
  ResponseEntity<BulkOperationBody> create(
      @RequestBody BulkOperationRequest body,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      Origin origin) {
    var made =
        operations.preview(body, origin.actor(), key == null ? null : new IdempotencyKey(key));
    var answer = ResponseEntity.created(URI.create(PATH + "/" + made.id()));
    return replayed(answer, made.repeated()).body(operations.show(made.id()));
  }

  @GetMapping
  All all() {
    return new All(operations.all());
  }

  @GetMapping("/{id}")
  BulkOperationBody show(@PathVariable String id) {
    return operations.show(id);
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
    var found = operations.orders(id, kind, after, shown + 1);
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
    boolean repeated = !operations.confirm(id, count, origin);
    return replayed(ResponseEntity.accepted(), repeated).body(operations.show(id));
  }

  @PostMapping("/{id}/pause")
  ResponseEntity<BulkOperationBody> pause(@PathVariable String id) {
    boolean repeated = !operations.pause(id);
    return replayed(ResponseEntity.ok(), repeated).body(operations.show(id));
  }

  @PostMapping("/{id}/resume")
  ResponseEntity<BulkOperationBody> resume(@PathVariable String id) {
    boolean repeated = !operations.resume(id);
    return replayed(ResponseEntity.ok(), repeated).body(operations.show(id));
  }

  /** What was done stays; orders that are left stay as they are. */
  @DeleteMapping("/{id}")
  BulkOperationBody cancel(@PathVariable String id) {
    operations.stop(id);
    return operations.show(id);
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
  record Page(List<OrderResultLine> items, @Nullable String nextCursor) {

    Page {
      items = List.copyOf(items);
    }
  }
}
