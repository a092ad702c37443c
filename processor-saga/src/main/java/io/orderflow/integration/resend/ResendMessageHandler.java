package io.orderflow.integration.resend;

import io.orderflow.api.process.ResendCommand.ConfirmResend;
import io.orderflow.api.process.ResendCommand.PreviewResend;
import io.orderflow.api.process.ResendOutcome;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.ProblemException;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Has publishers send again over the message buses, as the endpoints do. */
@Component
class ResendMessageHandler implements DisposableBean {

  private final ResendService resends;

  /** Each has a transaction of its own, which the one around the command would take in. */
  private final ExecutorService executor =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("resend-", 1).factory());

  /** A preview may take long, and the command that waits for it holds a connection. */
  private final Semaphore previews = new Semaphore(1);

  ResendMessageHandler(ResendService resends) {
    this.resends = resends;
  }

  @CommandHandler
  ResendOutcome handle(PreviewResend command, MetaData metaData) {
    if (!previews.tryAcquire()) {
      return new ResendOutcome(
          null, List.of("Another preview is being counted. Try again when it is done."));
    }
    try {
      return answered(
          () ->
              resends.preview(
                  command.publisher(), new ResendRequest(command.from(), null), actor(metaData)));
    } finally {
      previews.release();
    }
  }

  @CommandHandler
  ResendOutcome handle(ConfirmResend command, MetaData metaData) {
    var confirmation = new ResendConfirmation(BigDecimal.valueOf(command.count()), command.note());
    return answered(
        () -> {
          resends.confirm(command.publisher(), command.preview(), confirmation, actor(metaData));
          return resends.find(command.publisher(), command.preview());
        });
  }

  private static @Nullable String actor(MetaData metaData) {
    return Origin.of(metaData).map(Origin::actor).orElse(null);
  }

  private ResendOutcome answered(Supplier<Resend> act) {
    return CompletableFuture.supplyAsync(() -> outcome(act), executor).join();
  }

  private static ResendOutcome outcome(Supplier<Resend> act) {
    try {
      var resend = act.get();
      var preview = resend.preview();
      return new ResendOutcome(
          new ResendOutcome.Preview(
              Long.toString(resend.id()),
              preview.count(),
              preview.orders(),
              preview.complete(),
              preview.firstAt(),
              preview.lastAt(),
              resend.expiresAt()),
          List.of());
    } catch (ProblemException refused) {
      return new ResendOutcome(null, sentences(refused));
    }
  }

  private static List<String> sentences(ProblemException refused) {
    return refused.errors().isEmpty()
        ? List.of(refused.code().title() + ". " + refused.detail())
        : refused.errors().stream()
            .map(error -> error.pointer().substring(1) + " " + error.detail())
            .toList();
  }

  @Override
  public void destroy() {
    executor.shutdown();
  }
}
