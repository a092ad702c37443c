package io.orderflow.partner.shipping;

import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.CallbackUrlProperties;
import io.orderflow.partner.PartnerProperties;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryGateway;

/** The production conversation with the carrier, for orders whose address was erased. */
public final class SimulatedShippingStep {

  private SimulatedShippingStep() {}

  public static PartnerStep with(PartnerProperties partners, CallbackUrlProperties callbacks) {
    var unknownAddress =
        (QueryGateway)
            Proxy.newProxyInstance(
                QueryGateway.class.getClassLoader(),
                new Class<?>[] {QueryGateway.class},
                (_, _, _) -> CompletableFuture.completedFuture(Optional.empty()));
    return new HttpShippingStep(partners, callbacks, new AddressLookup(unknownAddress, partners));
  }
}
