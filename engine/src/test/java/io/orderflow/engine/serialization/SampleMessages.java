package io.orderflow.engine.serialization;

import io.orderflow.api.ChargeId;
import io.orderflow.api.CustomerId;
import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.Quantity;
import io.orderflow.api.Reference;
import io.orderflow.api.RequestKey;
import io.orderflow.api.Sku;
import io.orderflow.api.Step;
import io.orderflow.api.catalog.StockCommand;
import io.orderflow.api.catalog.StockOutcome;
import io.orderflow.api.operations.DeadLetterAnswer;
import io.orderflow.api.operations.DeadLetterList;
import io.orderflow.api.operations.OperationsCommand;
import io.orderflow.api.operations.OperationsOutcome;
import io.orderflow.api.operations.OperationsQuery;
import io.orderflow.api.operations.OrderDeadLetters;
import io.orderflow.api.operations.ProcessorStatus;
import io.orderflow.api.operations.SegmentStatus;
import io.orderflow.api.operations.ServiceStatus;
import io.orderflow.api.operations.SettledLetterList;
import io.orderflow.api.operations.SwitchStatus;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.NotificationList;
import io.orderflow.api.order.OrderAction;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.api.order.OrderQuery;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.ShipmentResolution;
import io.orderflow.api.order.ShippingAddress;
import io.orderflow.api.order.UnexpectedBecause;
import io.orderflow.api.process.CallbackOutcome;
import io.orderflow.api.process.PartnerReport;
import io.orderflow.api.process.ProcessBacklog;
import io.orderflow.api.process.ProcessCommand;
import io.orderflow.api.process.ProcessQuery;
import io.orderflow.api.process.ResendCommand;
import io.orderflow.api.process.ResendOutcome;
import io.orderflow.api.process.UnmatchedCallbackList;
import io.orderflow.api.webhook.FailingWebhooks;
import io.orderflow.api.webhook.WebhookAttempt;
import io.orderflow.api.webhook.WebhookCommand;
import io.orderflow.api.webhook.WebhookDelivery;
import io.orderflow.api.webhook.WebhookDetails;
import io.orderflow.api.webhook.WebhookList;
import io.orderflow.api.webhook.WebhookOutcome;
import io.orderflow.api.webhook.WebhookQuery;
import io.orderflow.api.webhook.WebhookStatus;
import io.orderflow.api.webhook.WebhookTestResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One of every message of the language, with every component filled. All are about one order. */
public final class SampleMessages {

  public static final OrderId ORDER = OrderId.parse("0198c5a2-7b1e-7c3d-9a4f-2b6d8e1f0a35");
  public static final CustomerId CUSTOMER = new CustomerId("customer-7");
  public static final ChargeId CHARGE = new ChargeId("ch_42");
  public static final PaymentMethod CARD = new PaymentMethod("pm_card_ok");
  public static final Reference REFERENCE = new Reference("cart-1");
  public static final OrderNumber NUMBER = new OrderNumber("2026-004711");
  public static final Labels LABELS = new Labels(Map.of("vip", "yes", "channel", "Läden"));
  public static final Instant TIME = Instant.parse("2026-03-01T10:15:30.123456Z");
  public static final List<OrderLine> LINES =
      List.of(
          new OrderLine(
              new Sku("laptop"), "Laptop, 14\"", new Quantity(1), Money.of("1200.00", "EUR")),
          new OrderLine(
              new Sku("mouse"), "Maus für links", new Quantity(2), Money.of("25.00", "EUR")));
  public static final Money TOTAL = Money.of("1250.00", "EUR");
  public static final Attempt REFUND_ATTEMPT =
      new Attempt(Attempt.Kind.COMPENSATION, Step.PAYMENT, CHARGE, 1, 3);

  private static final Instant PLACED_AT = Instant.parse("2026-03-01T10:15:30.123Z");
  private static final String FINGERPRINT = "5f3c9a";
  private static final String DETAIL = "a sentence for a person";

  private SampleMessages() {}

  public static List<OrderEvent> events() {
    return Stream.of(forward(), back(), attention()).flatMap(List::stream).toList();
  }

  private static List<OrderEvent> forward() {
    return List.of(
        new OrderEvent.OrderCreated(
            ORDER, CUSTOMER, LINES, TOTAL, CARD, REFERENCE, NUMBER, LABELS, FINGERPRINT, PLACED_AT),
        new OrderEvent.LabelsChanged(ORDER, LABELS, List.of("gift"), Actor.OPERATOR),
        new OrderEvent.StockReserved(ORDER),
        new OrderEvent.StockRefused(ORDER, DETAIL),
        new OrderEvent.PaymentCaptured(ORDER, CHARGE, TOTAL),
        new OrderEvent.PaymentNotRequired(ORDER),
        new OrderEvent.PaymentDeclined(ORDER, DETAIL),
        new OrderEvent.UnexpectedPaymentCaptured(
            ORDER, CHARGE, TOTAL, UnexpectedBecause.SECOND_CHARGE),
        new OrderEvent.ProcessingCompleted(ORDER),
        new OrderEvent.ProcessingRefused(ORDER, DETAIL),
        new OrderEvent.ShipmentDispatched(ORDER, "T-1"),
        new OrderEvent.ShipmentRefused(ORDER, DETAIL),
        new OrderEvent.ShipmentDelivered(ORDER),
        new OrderEvent.StepAttemptFailed(ORDER, REFUND_ATTEMPT, "503", TIME));
  }

  private static List<OrderEvent> back() {
    return List.of(
        new OrderEvent.CancellationStarted(
            ORDER, CancellationReason.CUSTOMER, Step.PROCESSING, Actor.CUSTOMER, DETAIL),
        new OrderEvent.CancellationOverruled(ORDER),
        new OrderEvent.UnexpectedShipmentDispatched(ORDER, "T-1"),
        new OrderEvent.PaymentRefunded(ORDER, CHARGE),
        new OrderEvent.PaymentVoided(ORDER),
        new OrderEvent.ProcessingCancelled(ORDER),
        new OrderEvent.StockReleased(ORDER),
        new OrderEvent.ShipmentCancelled(ORDER),
        new OrderEvent.CompensationRefused(ORDER, Step.PAYMENT, 1, CHARGE, DETAIL),
        new OrderEvent.OrderCancelled(ORDER));
  }

  private static List<OrderEvent> attention() {
    return List.of(
        new OrderEvent.AttentionRaised(
            ORDER, Attempt.Kind.COMPENSATION, Step.PAYMENT, CHARGE, DETAIL, 2),
        new OrderEvent.StepRetryRequested(ORDER, Step.PAYMENT, CHARGE, 2, DETAIL),
        new OrderEvent.StepResolved(
            ORDER, Step.SHIPPING, CHARGE, 2, ShipmentResolution.SHIPPED, DETAIL));
  }

  public static List<OrderCommand> orderCommands() {
    return Stream.of(asked(), forwardReports(), backReports()).flatMap(List::stream).toList();
  }

  private static List<OrderCommand> asked() {
    return List.of(
        new OrderCommand.CreateOrder(
            ORDER, CUSTOMER, LINES, CARD, REFERENCE, NUMBER, LABELS, FINGERPRINT, PLACED_AT),
        new OrderCommand.CancelOrder(ORDER, Actor.CUSTOMER, DETAIL, List.of(3L, 4L), CUSTOMER),
        new OrderCommand.ChangeLabels(
            ORDER, LABELS, List.of("gift"), Actor.OPERATOR, List.of(3L, 4L), CUSTOMER),
        new OrderCommand.RetryStep(ORDER, Step.PAYMENT, CHARGE, 2, DETAIL),
        new OrderCommand.ResolveStep(
            ORDER, Step.SHIPPING, CHARGE, 2, ShipmentResolution.NOT_SHIPPED, DETAIL),
        new OrderCommand.AbandonStep(ORDER, Step.PAYMENT, DETAIL),
        new OrderCommand.RaiseAttention(ORDER, Attempt.Kind.REQUEST, Step.PAYMENT, CHARGE, DETAIL),
        new OrderCommand.ConfirmStep(ORDER, Attempt.Kind.COMPENSATION, Step.PAYMENT, CHARGE),
        new OrderCommand.CompleteCancellation(ORDER));
  }

  private static List<OrderCommand> forwardReports() {
    return List.of(
        new OrderCommand.RecordStockReserved(ORDER),
        new OrderCommand.RecordStockRefused(ORDER, DETAIL),
        new OrderCommand.RecordPaymentCaptured(
            ORDER, RequestKey.ofStep(ORDER, Step.PAYMENT, 1), CHARGE, TOTAL),
        new OrderCommand.RecordPaymentNotRequired(ORDER),
        new OrderCommand.RecordPaymentDeclined(ORDER, DETAIL),
        new OrderCommand.RecordProcessingCompleted(ORDER),
        new OrderCommand.RecordProcessingRefused(ORDER, DETAIL),
        new OrderCommand.RecordShipmentDispatched(ORDER, "T-1"),
        new OrderCommand.RecordShipmentRefused(ORDER, DETAIL),
        new OrderCommand.RecordShipmentDelivered(ORDER),
        new OrderCommand.RecordStepAttemptFailed(ORDER, REFUND_ATTEMPT, "503", TIME));
  }

  private static List<OrderCommand> backReports() {
    return List.of(
        new OrderCommand.RecordPaymentRefunded(ORDER, CHARGE),
        new OrderCommand.RecordPaymentVoided(ORDER),
        new OrderCommand.RecordProcessingCancelled(ORDER),
        new OrderCommand.RecordStockReleased(ORDER),
        new OrderCommand.RecordShipmentCancelled(ORDER),
        new OrderCommand.RecordShipmentCancellationRefused(ORDER),
        new OrderCommand.RecordCompensationRefused(ORDER, Step.PAYMENT, 1, CHARGE, DETAIL));
  }

  public static List<StockCommand> catalogCommands() {
    return List.of(
        new StockCommand.ReserveStock(
            ORDER, List.of(new StockCommand.Line(new Sku("mouse"), new Quantity(2)))),
        new StockCommand.ReleaseStock(ORDER));
  }

  public static List<OrderOutcome> orderOutcomes() {
    return List.of(
        new OrderOutcome.Accepted(7, true, OrderStatus.CANCELLED, LABELS),
        new OrderOutcome.Refused(
            OrderOutcome.Code.STALE_VERSION, DETAIL, Set.of(OrderAction.CANCEL), 7L));
  }

  public static List<StockOutcome> stockOutcomes() {
    return List.of(
        new StockOutcome.Reserved(), new StockOutcome.Refused(DETAIL), new StockOutcome.Released());
  }

  public static List<OrderQuery> queries() {
    return List.of(
        new OrderQuery.FindShippingAddress(ORDER), new OrderQuery.FindNotifications(ORDER));
  }

  public static List<Record> answers() {
    return List.of(
        new ProcessQuery.FindBacklog(),
        new ProcessBacklog(1_500),
        new ShippingAddress("A. Person", "1 Main Street", "12345", "Town", "Region", "DE"),
        new NotificationList(
            List.of(new NotificationList.Item("refunded", "ntf_1", CHARGE, TIME))));
  }

  /** What operators ask services about themselves, and have them do. */
  public static List<Object> operations() {
    var item =
        new DeadLetterList.Item("p:o", "p", "o", 3, "order.created", 2, "it is broken", 4, TIME);
    return List.of(
        new OperationsQuery.FindServiceStatus(),
        new OperationsQuery.FindDeadLetters("order-views", "0123456789abcdef"),
        new OperationsQuery.FindDeadLetter("order-views", ORDER.toString()),
        new OperationsQuery.FindOrderDeadLetters(ORDER.toString()),
        new OperationsQuery.FindSettledLetters("order-views"),
        new OperationsCommand.SetSwitch("asking-shipping", false, "maintenance"),
        new OperationsCommand.RetryDeadLetter("order-views", ORDER.toString()),
        new OperationsCommand.RetryDeadLetters("order-views", "0123456789abcdef"),
        new OperationsCommand.DiscardDeadLetter("order-views", ORDER.toString(), "unreadable"),
        new OperationsOutcome.Discarded(2),
        new OperationsOutcome.Refused("it is no view"),
        new OperationsOutcome.SwitchSet(),
        new OperationsOutcome.Retried(3, 1, 5, "it is broken"),
        new OperationsOutcome.NotThere(),
        new ServiceStatus(
            "node-1",
            List.of("views"),
            17L,
            List.of(
                new ProcessorStatus(
                    "order-views",
                    true,
                    5,
                    new ProcessorStatus.Pause("repair", "mia", TIME),
                    List.of(
                        new SegmentStatus(
                            0, SegmentStatus.State.PAUSED, null, false, 12, 5L, 60L, TIME, null)))),
            List.of(
                new SwitchStatus(
                    "processor-order-views",
                    SwitchStatus.State.OFF,
                    "It falls behind.",
                    "repair",
                    "mia",
                    TIME))),
        new DeadLetterList(
            Map.of("p", 1L),
            List.of(new DeadLetterList.Cause("p", "c", "order.created", "it is broken", 1, TIME)),
            List.of(item)),
        new DeadLetterAnswer(new DeadLetterAnswer.Whole(item, "c", "{}", TIME, "trace", true)),
        new OrderDeadLetters(List.of("views"), List.of(item)),
        new SettledLetterList(
            List.of("views"),
            List.of(
                new SettledLetterList.Item(
                    "p", "o", 3, "order.created", 2, "it is broken", true, "mia", "lost", TIME))));
  }

  /** What operators ask the process, and have it do. */
  public static List<Object> process() {
    var requests = new PartnerReport.Requests(5, 1, 2, 50, 1_000);
    return List.of(
        new ProcessQuery.FindPartners(),
        new ProcessQuery.FindUnmatchedCallbacks("cursor"),
        new ProcessCommand.MatchCallback("payment:ZQ", ORDER, "they told us"),
        new ProcessCommand.DismissCallback("payment:ZQ", "a test of theirs"),
        new CallbackOutcome(CallbackOutcome.Kind.REFUSED, "it was not asked for"),
        new ResendCommand.PreviewResend("kafka", "2026-03-01T00:00:00Z"),
        new ResendCommand.ConfirmResend("kafka", "1", 2, "the topic was lost"),
        new ResendOutcome(
            new ResendOutcome.Preview("1", 2, 1, true, TIME, TIME, TIME), List.of("it is paused")),
        new PartnerReport(
            "node-1",
            TIME,
            List.of(
                new PartnerReport.Partner(
                    "payment",
                    "asking-payment",
                    requests,
                    List.of(new PartnerReport.Minute(TIME, requests)),
                    7,
                    12L)),
            3),
        new UnmatchedCallbackList(
            1,
            List.of(
                new UnmatchedCallbackList.Item(
                    "payment:ZQ",
                    "PAYMENT",
                    "e",
                    "ORDER_NOT_FOUND",
                    "no such order",
                    Map.of("type", "CHARGED"),
                    TIME)),
            "next"));
  }

  /** What operators ask about webhooks, and have done with them. */
  public static List<Object> webhooks() {
    var attempt = new WebhookAttempt(TIME, 503, 12, "later");
    var delivery =
        new WebhookDelivery(
            8,
            "e",
            "io.orderflow.order.paid.v1",
            ORDER.toString(),
            WebhookDelivery.State.WAITING,
            TIME,
            TIME,
            List.of(attempt));
    var webhook =
        new WebhookStatus(
            7,
            "https://shop.example.com/hooks",
            "the shop",
            List.of("io.orderflow.order.paid.v1"),
            Map.of("channel", "web"),
            WebhookStatus.DisabledFor.GONE,
            TIME,
            TIME,
            TIME,
            3,
            TIME,
            12,
            attempt);
    return List.of(
        new WebhookQuery.FindWebhooks(7L),
        new WebhookQuery.FindWebhook(7, WebhookDelivery.State.FAILED, 8L),
        new WebhookQuery.CountFailingWebhooks(),
        new WebhookQuery.TestWebhook(7),
        new WebhookCommand.CreateWebhook(
            webhook.url(), webhook.description(), webhook.eventTypes(), webhook.labels(), 1),
        new WebhookCommand.RotateSecret(7, 3),
        new WebhookCommand.EnableWebhook(7),
        new WebhookCommand.DisableWebhook(7),
        new WebhookCommand.DeleteWebhook(7),
        new WebhookCommand.RedeliverOne(7, 8),
        new WebhookCommand.RedeliverAll(7, TIME, TIME, true),
        new WebhookOutcome.SecretIssued(7, "whsec_secret"),
        new WebhookOutcome.Done(),
        new WebhookOutcome.Redelivered(2),
        new WebhookOutcome.UrlInUse(1),
        new WebhookOutcome.Refused(
            "INVALID_REQUEST",
            422,
            DETAIL,
            List.of(new WebhookOutcome.WrongField("/url", "must be a URL"))),
        new WebhookList(true, List.of("io.orderflow.order.paid.v1"), List.of(webhook), 7L),
        new WebhookDetails(webhook, List.of(delivery), 8L),
        new FailingWebhooks(1),
        new WebhookTestResult(WebhookTestResult.Kind.SENT, attempt));
  }

  /** All of them. */
  public static List<Object> all() {
    return Stream.of(
            events(),
            orderCommands(),
            catalogCommands(),
            orderOutcomes(),
            stockOutcomes(),
            queries(),
            answers(),
            operations(),
            process(),
            webhooks())
        .<Object>flatMap(List::stream)
        .toList();
  }
}
