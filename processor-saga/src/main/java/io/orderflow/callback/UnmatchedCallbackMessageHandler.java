package io.orderflow.callback;

import io.orderflow.api.process.CallbackOutcome;
import io.orderflow.api.process.CallbackOutcome.Kind;
import io.orderflow.api.process.ProcessCommand.DismissCallback;
import io.orderflow.api.process.ProcessCommand.MatchCallback;
import io.orderflow.api.process.ProcessQuery.FindUnmatchedCallbacks;
import io.orderflow.api.process.UnmatchedCallbackList;
import io.orderflow.engine.origin.Origin;
import io.orderflow.inbox.ManualCallbackMatcher;
import io.orderflow.inbox.MatchOutcome;
import io.orderflow.inbox.NoticeContent;
import io.orderflow.inbox.UnmatchedCallback;
import io.orderflow.inbox.UnmatchedCallbackCounts;
import io.orderflow.inbox.UnmatchedCallbacks;
import io.orderflow.inbox.UnmatchedCallbacks.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Shows and settles unmatched callbacks over the message buses, as the HTTP API does. */
@Component
class UnmatchedCallbackMessageHandler implements DisposableBean {

  private static final int SHOWN = 50;

  private final UnmatchedCallbackCounts counts;
  private final UnmatchedCallbacks callbacks;
  private final ManualCallbackMatcher matcher;

  /** A match sends a command of its own, and must not wait for it within that of the operator. */
  private final ExecutorService executor =
      Executors.newFixedThreadPool(
          2, Thread.ofPlatform().daemon().name("callback-match-", 1).factory());

  UnmatchedCallbackMessageHandler(
      UnmatchedCallbackCounts counts, UnmatchedCallbacks callbacks, ManualCallbackMatcher matcher) {
    this.counts = counts;
    this.callbacks = callbacks;
    this.matcher = matcher;
  }

  @QueryHandler
  UnmatchedCallbackList answer(FindUnmatchedCallbacks query) {
    var page = UnmatchedCallbackPage.of(null, null, SHOWN, query.after());
    var found = callbacks.page(null, null, page.after(), SHOWN + 1);
    return new UnmatchedCallbackList(
        counts.counts().stream().mapToLong(UnmatchedCallbackCounts.Count::count).sum(),
        found.stream().limit(SHOWN).map(UnmatchedCallbackMessageHandler::item).toList(),
        found.size() > SHOWN ? UnmatchedCallbackPage.cursor(Place.of(found.get(SHOWN - 1))) : null);
  }

  @CommandHandler
  CallbackOutcome handle(MatchCallback command, MetaData metaData) {
    var origin =
        Origin.of(metaData).orElseGet(() -> new Origin(Origin.Cause.REQUEST, null, null, null));
    return UnmatchedCallbackId.parse(command.callback())
        .map(
            id ->
                CompletableFuture.supplyAsync(
                        () ->
                            matcher.match(
                                id.partner(),
                                id.eventId(),
                                command.orderId(),
                                command.note(),
                                origin),
                        executor)
                    .join())
        .map(UnmatchedCallbackMessageHandler::outcome)
        .orElseGet(() -> new CallbackOutcome(Kind.NOT_THERE, null));
  }

  @CommandHandler
  CallbackOutcome handle(DismissCallback command, MetaData metaData) {
    var actor = Origin.of(metaData).map(Origin::actor);
    return UnmatchedCallbackId.parse(command.callback())
        .map(
            id -> callbacks.dismiss(id.partner(), id.eventId(), command.note(), actor.orElse(null)))
        .map(UnmatchedCallbackMessageHandler::outcome)
        .orElseGet(() -> new CallbackOutcome(Kind.NOT_THERE, null));
  }

  private static CallbackOutcome outcome(MatchOutcome outcome) {
    return switch (outcome) {
      case MatchOutcome.Settled _ -> new CallbackOutcome(Kind.SETTLED, null);
      case MatchOutcome.Refused(var why) -> new CallbackOutcome(Kind.REFUSED, why);
      case MatchOutcome.SettledOtherwise _ -> new CallbackOutcome(Kind.SETTLED_OTHERWISE, null);
      case MatchOutcome.Unknown(var error) -> new CallbackOutcome(Kind.UNKNOWN, error);
      case MatchOutcome.NotThere() -> new CallbackOutcome(Kind.NOT_THERE, null);
    };
  }

  private static UnmatchedCallbackList.Item item(UnmatchedCallback callback) {
    return new UnmatchedCallbackList.Item(
        new UnmatchedCallbackId(callback.partner(), callback.eventId()).text(),
        callback.partner().name(),
        callback.eventId(),
        callback.reason().name(),
        callback.detail(),
        said(callback.said()),
        callback.receivedAt());
  }

  private static Map<String, String> said(@Nullable NoticeContent content) {
    if (content == null) {
      return Map.of();
    }
    var said = new LinkedHashMap<String, String>();
    said.put("type", content.type());
    said.put("orderId", content.orderId());
    said.put("key", content.key());
    var amount = content.amount();
    put(said, "chargeId", content.chargeId());
    put(said, "amount", amount == null ? null : amount.amount() + " " + amount.currency());
    put(said, "trackingNumber", content.trackingNumber());
    put(said, "code", content.code());
    put(said, "detail", content.detail());
    return said;
  }

  private static void put(Map<String, String> said, String name, @Nullable String value) {
    Optional.ofNullable(value).ifPresent(text -> said.put(name, text));
  }

  @Override
  public void destroy() {
    executor.shutdown();
  }
}
