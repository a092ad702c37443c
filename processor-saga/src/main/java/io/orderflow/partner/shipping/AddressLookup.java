package io.orderflow.partner.shipping;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderQuery.FindShippingAddress;
import io.orderflow.api.order.ShippingAddress;
import io.orderflow.partner.PartnerProperties;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.stereotype.Component;

/** Queries an order's address when it is needed, and stores it nowhere. */
@Component
class AddressLookup {

  private final QueryGateway queries;
  private final Duration timeout;

  AddressLookup(QueryGateway queries, PartnerProperties partners) {
    this.queries = queries;
    this.timeout = partners.shipping().requestTimeout();
  }

  /**
   * The address; empty if none was given or it was erased.
   *
   * @throws AddressUnavailableException if the query failed or timed out; the parcel must not go
   *     without its address
   */
  Optional<ShippingAddress> of(OrderId orderId) throws AddressUnavailableException {
    try {
      return queries
          .query(
              new FindShippingAddress(orderId),
              ResponseTypes.optionalInstanceOf(ShippingAddress.class))
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException tooLate) {
      throw new AddressUnavailableException("the shipping address was not found in time", tooLate);
    } catch (ExecutionException failed) {
      throw new AddressUnavailableException("the shipping address could not be asked for", failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AddressUnavailableException(
          "stopped while asking for the shipping address", stopped);
    }
  }

  static final class AddressUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String sentence;

    AddressUnavailableException(String sentence, Throwable cause) {
      super(sentence, cause);
      this.sentence = sentence;
    }

    String sentence() {
      return sentence;
    }
  }
}
