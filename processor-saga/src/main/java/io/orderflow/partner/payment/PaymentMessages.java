package io.orderflow.partner.payment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.partner.KeyedResponse;
import io.orderflow.partner.PartnerJson;

/** The bodies exchanged with the payment partner. */
final class PaymentMessages {

  private PaymentMessages() {}

  record ChargeRequest(String orderId, Amount amount, String paymentMethod, String callbackUrl) {}

  record VoidRequest(String orderId, String chargeKey) {}

  record RefundRequest(String orderId, String chargeId, Amount amount) {}

  record Amount(String amount, String currency) {

    static Amount of(Money money) {
      return new Amount(money.amount().toPlainString(), money.currency().getCurrencyCode());
    }

    Money money() {
      return Money.of(amount, currency);
    }
  }

  /** The state of a charge. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
  @JsonSubTypes({@JsonSubTypes.Type(Charged.class), @JsonSubTypes.Type(Voided.class)})
  sealed interface Standing extends KeyedResponse {}

  @JsonTypeName("CHARGED")
  record Charged(String key, String orderId, String chargeId, Amount amount) implements Standing {

    ChargeId charge() {
      return new ChargeId(PartnerJson.name("chargeId", chargeId, ChargeId.MAX_LENGTH));
    }
  }

  @JsonTypeName("VOIDED")
  record Voided(String key, String orderId) implements Standing {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
  @JsonSubTypes(@JsonSubTypes.Type(Refunded.class))
  sealed interface Returned {}

  @JsonTypeName("REFUNDED")
  record Refunded(String chargeId, String orderId) implements Returned {}
}
