package io.orderflow.partner.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.RecordShipmentCancellationRefused;
import io.orderflow.api.order.OrderCommand.RecordShipmentCancelled;
import io.orderflow.api.order.OrderCommand.RecordShipmentDispatched;
import io.orderflow.api.order.OrderCommand.RecordShipmentRefused;
import io.orderflow.api.order.OrderQuery.FindShippingAddress;
import io.orderflow.api.order.ShippingAddress;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerAnswer;
import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.OwnProtocolContract;
import io.orderflow.partner.SimulatedPartners;
import io.orderflow.partner.contract.FaultyConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.junit.jupiter.api.Test;

class HttpShippingStepTest extends OwnProtocolContract {

  private static final ShippingAddress ADDRESS =
      new ShippingAddress("Ada Example", "1 Any Street", "12345", "Anytown", null, "DE");
  private static final Duration PATIENT = Duration.ofSeconds(60);

  @Override
  protected PartnerStep stepAt(URI url, Duration requestTimeout) {
    return stepAt(url, requestTimeout, AddressBook.with(Optional.of(ADDRESS)));
  }

  private static PartnerStep stepAt(URI url, Duration requestTimeout, AddressBook addresses) {
    var bus = SimpleQueryBus.builder().build();
    var subscription = new AnnotationQueryHandlerAdapter<>(addresses).subscribe(bus);
    assertThat(subscription).isNotNull();
    var partners = SimulatedPartners.at(url, requestTimeout);
    var queries = DefaultQueryGateway.builder().queryBus(bus).build();
    return new HttpShippingStep(
        partners, SimulatedPartners.NOWHERE, new AddressLookup(queries, partners));
  }

  /** Answers the query for an address, or delays the answer. */
  record AddressBook(CompletableFuture<Optional<ShippingAddress>> answer) {

    static AddressBook with(Optional<ShippingAddress> address) {
      return new AddressBook(CompletableFuture.completedFuture(address));
    }

    @QueryHandler
    CompletableFuture<Optional<ShippingAddress>> handle(FindShippingAddress query) {
      return answer;
    }
  }

  @Override
  protected OrderFacts refusable() {
    return SimulatedPartners.order("pm_card_ok", "unshippable");
  }

  @Override
  protected Class<? extends OrderCommand> yes() {
    return RecordShipmentDispatched.class;
  }

  @Override
  protected Class<? extends OrderCommand> no() {
    return RecordShipmentRefused.class;
  }

  @Override
  protected Class<? extends OrderCommand> undone() {
    return RecordShipmentCancelled.class;
  }

  @Override
  protected List<Class<? extends OrderCommand>> undoneAfterYes() {
    return List.of(RecordShipmentCancellationRefused.class);
  }

  @Override
  protected long timesDone(OrderFacts order) {
    return SimulatedPartners.entries(order, "SHIPMENT");
  }

  @Test
  void a_recall_refused_for_another_reason_proves_no_dispatch() {
    try (var connection = new FaultyConnection(partner())) {
      connection.with(FaultyConnection.answering(422, "{\"code\":\"NOT_TODAY\",\"detail\":\"\"}"));
      assertUnknown(stepAt(connection.url(), PATIENT).undo(acceptable(), 1));
    }
  }

  @Test
  void the_label_carries_the_address() {
    try (var connection = new FaultyConnection(partner())) {
      assertTold(stepAt(connection.url(), PATIENT).request(acceptable(), 1), yes());
      assertThat(connection.requests().getFirst()).contains("\"recipient\":\"Ada Example\"");
    }
  }

  @Test
  void an_order_without_an_address_is_shipped_without_one() {
    try (var connection = new FaultyConnection(partner())) {
      var step = stepAt(connection.url(), PATIENT, AddressBook.with(Optional.empty()));
      assertTold(step.request(acceptable(), 1), yes());
      assertThat(connection.requests().getFirst()).doesNotContain("address");
    }
  }

  @Test
  void nothing_is_shipped_without_an_answer_about_the_address() {
    var order = acceptable();
    var step =
        stepAt(
            partner(),
            PATIENT,
            new AddressBook(
                CompletableFuture.failedFuture(new IllegalStateException("the database is away"))));
    assertThat(step.request(order, 1))
        .isEqualTo(PartnerAnswer.Unknown.notAsked("the shipping address could not be asked for"));
    assertThat(timesDone(order)).isZero();
  }

  @Test
  void nothing_is_shipped_before_the_address_is_known() {
    var order = acceptable();
    var never = new CompletableFuture<Optional<ShippingAddress>>();
    assertUnknown(
        stepAt(partner(), Duration.ofMillis(100), new AddressBook(never)).request(order, 1));
    assertThat(timesDone(order)).isZero();
  }

  @Test
  void no_error_message_holds_the_address() {
    try (var connection = new FaultyConnection(partner())) {
      for (int status : new int[] {200, 400, 422, 500}) {
        connection.with(FaultyConnection.answering(status, "\"" + ADDRESS.recipient() + "\""));
        var answer =
            (PartnerAnswer.Unknown) stepAt(connection.url(), PATIENT).request(acceptable(), 1);
        assertThat(answer.error()).doesNotContain(ADDRESS.recipient());
      }
    }
  }
}
