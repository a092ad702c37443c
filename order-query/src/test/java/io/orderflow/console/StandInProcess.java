package io.orderflow.console;

import io.orderflow.api.process.CallbackOutcome;
import io.orderflow.api.process.CallbackOutcome.Kind;
import io.orderflow.api.process.PartnerReport;
import io.orderflow.api.process.PartnerReport.Minute;
import io.orderflow.api.process.PartnerReport.Partner;
import io.orderflow.api.process.PartnerReport.Requests;
import io.orderflow.api.process.ProcessCommand.DismissCallback;
import io.orderflow.api.process.ProcessCommand.MatchCallback;
import io.orderflow.api.process.ProcessQuery.FindPartners;
import io.orderflow.api.process.ProcessQuery.FindUnmatchedCallbacks;
import io.orderflow.api.process.ResendCommand.ConfirmResend;
import io.orderflow.api.process.ResendCommand.PreviewResend;
import io.orderflow.api.process.ResendOutcome;
import io.orderflow.api.process.UnmatchedCallbackList;
import io.orderflow.api.process.UnmatchedCallbackList.Item;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.queryhandling.QueryHandler;

/** Answers as the process does, over the same messages. */
class StandInProcess {

  static final String REFUSED_ORDER = "0190e3c4-9d3b-7c7c-8f6e-2f7d3a1b5c60";

  private final Map<String, Item> callbacks = new ConcurrentSkipListMap<>();

  StandInProcess() {
    receive("payment:b25l", "evt-1", "ORDER_NOT_FOUND");
    receive("payment:dHdv", "evt-2<script>", "KEY_NEVER_USED");
  }

  private void receive(String id, String eventId, String reason) {
    callbacks.put(
        id,
        new Item(
            id,
            "PAYMENT",
            eventId,
            reason,
            "not known here",
            Map.of("type", "CHARGED", "amount", "12.00 EUR"),
            ConsoleTest.NOON));
  }

  @QueryHandler
  PartnerReport answer(FindPartners query) {
    var minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    var failing = new Requests(6, 2, 2, 50, 5_000);
    var down = new Requests(2, 0, 8, 50, 5_000);
    return new PartnerReport(
        "node-1",
        ConsoleTest.NOON,
        List.of(
            new Partner(
                "payment", "asking-payment", failing, List.of(new Minute(minute, failing)), 7, 90L),
            new Partner(
                "processing",
                "asking-processing",
                down,
                List.of(new Minute(minute, down)),
                0,
                null),
            new Partner(
                "shipping", "asking-shipping", new Requests(0, 0, 0, 0, 0), List.of(), 0, null)),
        callbacks.size());
  }

  @QueryHandler
  UnmatchedCallbackList answer(FindUnmatchedCallbacks query) {
    return new UnmatchedCallbackList(callbacks.size(), List.copyOf(callbacks.values()), null);
  }

  @CommandHandler
  CallbackOutcome handle(MatchCallback command) {
    return command.orderId().toString().equals(REFUSED_ORDER)
        ? new CallbackOutcome(Kind.REFUSED, "it has asked for no payment")
        : settled(command.callback());
  }

  @CommandHandler
  CallbackOutcome handle(DismissCallback command) {
    return settled(command.callback());
  }

  @CommandHandler
  ResendOutcome handle(PreviewResend command) {
    return command.from().startsWith("2026-")
        ? new ResendOutcome(previewed(), List.of())
        : new ResendOutcome(null, List.of("from is before the first event"));
  }

  @CommandHandler
  ResendOutcome handle(ConfirmResend command) {
    return command.preview().equals("7") && command.count() == 4_711
        ? new ResendOutcome(previewed(), List.of())
        : new ResendOutcome(null, List.of("The preview has counted 4711 events."));
  }

  private static ResendOutcome.Preview previewed() {
    return new ResendOutcome.Preview(
        "7", 4_711, 812, false, ConsoleTest.NOON, ConsoleTest.NOON, ConsoleTest.NOON);
  }

  private CallbackOutcome settled(String callback) {
    return new CallbackOutcome(
        callbacks.remove(callback) == null ? Kind.NOT_THERE : Kind.SETTLED, null);
  }
}
