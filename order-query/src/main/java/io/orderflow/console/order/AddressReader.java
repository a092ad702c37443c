package io.orderflow.console.order;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderQuery.FindShippingAddress;
import io.orderflow.api.order.ShippingAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks the write side for an order's address: it is in no event and in no view. */
@Component
class AddressReader {

  private static final Logger log = LoggerFactory.getLogger(AddressReader.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final QueryGateway queries;

  AddressReader(QueryGateway queries) {
    this.queries = queries;
  }

  /** The lines of the address, or a sentence where it cannot be had; empty if there is none. */
  CompletableFuture<List<String>> linesOf(OrderId orderId) {
    return queries
        .query(
            new FindShippingAddress(orderId),
            ResponseTypes.optionalInstanceOf(ShippingAddress.class))
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(AddressReader::lines)
        .exceptionally(
            failure -> {
              log.warn("The address of order {} cannot be read: {}", orderId, failure.toString());
              return List.of("The address cannot be read now.");
            });
  }

  private static List<String> lines(Optional<ShippingAddress> found) {
    return found.stream()
        .flatMap(
            address ->
                Stream.of(
                    address.recipient(),
                    address.street(),
                    address.postalCode() + " " + address.city(),
                    address.region(),
                    address.country()))
        .filter(Objects::nonNull)
        .toList();
  }
}
