package io.orderflow.partner.processing;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.orderflow.api.order.OrderLine;
import io.orderflow.partner.KeyedResponse;
import java.util.List;

/** The bodies exchanged with the processing partner. */
final class ProcessingMessages {

  private ProcessingMessages() {}

  record JobRequest(String orderId, List<Line> lines) {}

  record Line(String sku, int quantity) {

    static List<Line> of(List<OrderLine> lines) {
      return lines.stream()
          .map(line -> new Line(line.sku().value(), line.quantity().value()))
          .toList();
    }
  }

  record CancellationRequest(String orderId, String jobKey) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
  @JsonSubTypes({@JsonSubTypes.Type(Completed.class), @JsonSubTypes.Type(Cancelled.class)})
  sealed interface Job extends KeyedResponse {}

  @JsonTypeName("COMPLETED")
  record Completed(String key, String orderId) implements Job {}

  @JsonTypeName("CANCELLED")
  record Cancelled(String key, String orderId) implements Job {}
}
