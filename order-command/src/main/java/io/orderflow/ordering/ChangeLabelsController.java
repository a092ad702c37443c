package io.orderflow.ordering;

import io.orderflow.api.Labels;
import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderCommand.ChangeLabels;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.request.IdempotencyKey;
import io.orderflow.web.request.OrderPosition;
import io.orderflow.web.request.Preconditions;
import io.orderflow.web.security.Caller;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Changes the labels of an order, the only part of it that a client can edit. */
@RestController
class ChangeLabelsController {

  private static final String MERGE_PATCH = "application/merge-patch+json";

  private final OrderGateway orders;

  ChangeLabelsController(OrderGateway orders) {
    this.orders = orders;
  }

  @PatchMapping(path = "/api/v1/orders/{id}", consumes = MERGE_PATCH)
  ResponseEntity<LabelsBody> change(
      Caller caller,
      @PathVariable String id,
      @RequestBody JsonNode body,
      Preconditions preconditions,
      Origin origin) {
    var conditions = preconditions.withoutIfNoneMatch();
    OrderId order = OrderRequests.orderId(id);
    var patch = LabelsPatch.read(body);
    var permissions = new OrderPermissions(caller);
    var command =
        new ChangeLabels(
            order,
            patch.set(),
            patch.removed(),
            permissions.actor(),
            OrderRequests.versions(conditions),
            permissions.restrictedTo());
    String whenUnknown = "Send the same request again: what is as it says is not changed again.";
    return switch (orders.send(command, permissions.recordedOrigin(origin), whenUnknown)) {
      case OrderOutcome.Accepted accepted -> changed(order, accepted);
      case OrderOutcome.Refused refused -> throw OrderRequests.problem(refused, conditions);
    };
  }

  private static ResponseEntity<LabelsBody> changed(OrderId order, OrderOutcome.Accepted accepted) {
    var answer =
        ResponseEntity.ok()
            .eTag(Long.toString(accepted.version()))
            .header(OrderPosition.HEADER, new OrderPosition(order, accepted.version()).toString());
    if (accepted.changedNothing()) {
      answer.header(IdempotencyKey.REPLAYED, "true");
    }
    var labels = Objects.requireNonNull(accepted.labels());
    return answer.body(new LabelsBody(order.toString(), labels, accepted.version()));
  }

  record LabelsBody(String orderId, Labels labels, long version) {}
}
