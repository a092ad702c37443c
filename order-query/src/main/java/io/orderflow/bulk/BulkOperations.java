package io.orderflow.bulk;

import io.orderflow.api.OrderId;
import io.orderflow.bulk.BulkOperation.State;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.IdempotencyKey;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Operations on many orders, for the API and for the console. What names an operation is its id as
 * clients send it.
 */
@Component
public class BulkOperations {

  private static final Pattern ID = Pattern.compile("\\d{1,18}");

  private final BulkPreview preview;
  private final BulkOperationLifecycle lifecycle;
  private final BulkOperationStore operations;
  private final SelectedOrderStore orders;

  BulkOperations(
      BulkPreview preview,
      BulkOperationLifecycle lifecycle,
      BulkOperationStore operations,
      SelectedOrderStore orders) {
    this.preview = preview;
    this.lifecycle = lifecycle;
    this.operations = operations;
    this.orders = orders;
  }

  /**
   * Selects the orders, and does nothing with them yet.
   *
   * @param by the name of the operator; null where callers are not known
   * @param key null where the request is not to be recognized again
   * @throws ProblemException that names every field that is wrong, or if there are too many orders
   */
  public Previewed preview(
      BulkOperationRequest request, @Nullable String by, @Nullable IdempotencyKey key) {
    var made = preview.make(request.check(), by, key);
    return new Previewed(Long.toString(made.id()), made.repeated());
  }

  /** The newest first. */
  public List<BulkOperationBody> all() {
    return operations.all().stream()
        .map(each -> BulkOperationBody.of(each, orders.progress(each), null))
        .toList();
  }

  /**
   * @throws ProblemException if there is none with this id
   */
  public BulkOperationBody show(String id) {
    var operation = operation(id);
    return BulkOperationBody.of(
        operation, orders.progress(operation), orders.examples(operation.id()));
  }

  /**
   * Its orders by their ids, with the result of each.
   *
   * @param result null for all, also those that are left
   * @param after the order before the first of them; null for the first
   */
  public List<OrderResultLine> orders(
      String id, OrderResult.@Nullable Kind result, @Nullable OrderId after, int most) {
    return orders.page(operation(id).id(), result, after, most);
  }

  /**
   * Starts it. The caller is who acts on the orders.
   *
   * @param count what the preview has said
   * @return false if it was started before
   * @throws ProblemException if the count is another one, or it cannot be started any more
   */
  public boolean confirm(String id, int count, Origin origin) {
    return lifecycle.confirm(operation(id), count, origin);
  }

  /**
   * @return false if it was paused already
   * @throws ProblemException if it is not under way
   */
  public boolean pause(String id) {
    return lifecycle.move(operation(id), State.RUNNING, State.PAUSED);
  }

  /**
   * @return false if it was running already
   * @throws ProblemException if it is not under way
   */
  public boolean resume(String id) {
    return lifecycle.move(operation(id), State.PAUSED, State.RUNNING);
  }

  /**
   * Ends it before its end. What was done stays; orders that are left stay as they are.
   *
   * @throws ProblemException if it is done
   */
  public void stop(String id) {
    lifecycle.cancel(operation(id));
  }

  private BulkOperation operation(String id) {
    if (!ID.matcher(id).matches()) {
      throw notFound();
    }
    return operations.find(Long.parseLong(id)).orElseThrow(BulkOperations::notFound);
  }

  private static ProblemException notFound() {
    return ProblemException.of(
        BulkProblemCode.OPERATION_NOT_FOUND,
        "Take the address from the Location of its preview; old operations are not kept.");
  }

  /**
   * @param repeated whether an earlier request with the same key has made it
   */
  public record Previewed(String id, boolean repeated) {}
}
