package io.orderflow.integration;

import io.cloudevents.CloudEvent;
import io.orderflow.api.Labels;
import io.orderflow.engine.cache.RecentlyUsedMap;
import io.orderflow.engine.deadletter.IsolatingBatchWriter;
import io.orderflow.engine.outage.PassiveHealthCheck;
import io.orderflow.engine.processors.ClaimScopedCaches;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the events of a batch after the last of them was handled and before the processor's
 * position is written: the event store is the outbox. A failure rolls the batch back, and it comes
 * again. On commit it would be later than the statement that writes the position, and a transaction
 * would be open in the database for as long as the receiver takes.
 */
final class PublishingInterceptor implements MessageHandlerInterceptor<EventMessage<?>> {

  private final EventPublisher publisher;
  private final String processor;
  private final PassiveHealthCheck receiver;
  private final ClaimScopedCaches claims;
  private final StartedResends resends;

  /**
   * The identifiers of the events that were confirmed last. If their batch fails in a later round,
   * they are not published again; so a slow receiver gets on with a batch that is too large to be
   * confirmed at once.
   */
  private final Set<String> confirmed =
      Collections.newSetFromMap(RecentlyUsedMap.of(2 * PublisherProcessors.BATCH));

  /** Of the publisher, when {@link #confirmed} was begun. */
  private long resend;

  /** Whether the claim that was the first to see {@link #resend} may have begun before it. */
  private boolean claimMayBeOlder;

  PublishingInterceptor(
      EventPublisher publisher,
      PassiveHealthCheck receiver,
      ClaimScopedCaches claims,
      StartedResends resends) {
    this.publisher = publisher;
    this.processor = PublisherProcessors.nameOf(publisher.name());
    this.receiver = receiver;
    this.claims = claims;
    this.resends = resends;
  }

  @Override
  public @Nullable Object handle(
      UnitOfWork<? extends EventMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
    var result = chain.proceed();
    if (isLast(unitOfWork)) {
      PublicationBatch batch = unitOfWork.root().getResource(processor);
      if (batch != null) {
        forgetBeforeResend(unitOfWork.root());
        rounds(batch).forEach(round -> publishRest(round, batch.labels()));
        publisher.confirmed(batch.events());
      }
    }
    return result;
  }

  /**
   * What was confirmed before an operator has sent the publisher back is to be published again.
   * That begins with another claim, which looks here once.
   */
  private void forgetBeforeResend(UnitOfWork<?> batch) {
    claims.of(processor, batch).computeIfAbsent(NewestResend.class, this::newestResend);
  }

  /**
   * The first claim to see a resend may have lost the token to it already. What that claim still
   * publishes is repeated by the next one, in its place.
   */
  private synchronized NewestResend newestResend() {
    long newest = resends.newest(publisher.name());
    if (newest != resend || claimMayBeOlder) {
      confirmed.clear();
    }
    claimMayBeOlder = newest != resend;
    resend = newest;
    return new NewestResend(newest);
  }

  private record NewestResend(long id) {}

  private static boolean isLast(UnitOfWork<?> unitOfWork) {
    return !(unitOfWork.root() instanceof BatchingUnitOfWork<?> batch) || batch.isLastMessage();
  }

  private List<List<CloudEvent>> rounds(PublicationBatch batch) {
    return publisher.keepsOrder() ? batch.rounds() : List.of(batch.events());
  }

  private void publishRest(List<CloudEvent> round, Map<String, Labels> labels) {
    var rest = round.stream().filter(event -> !confirmed.contains(event.getId())).toList();
    if (!rest.isEmpty()) {
      publish(rest, labels);
      rest.forEach(event -> confirmed.add(event.getId()));
    }
  }

  private void publish(List<CloudEvent> round, Map<String, Labels> labels) {
    try {
      publisher.publish(round, labels);
    } catch (PublisherUnavailableException away) {
      receiver.failed(away.reason());
      throw away;
    } catch (RejectedEventException refused) {
      receiver.succeeded();
      throw IsolatingBatchWriter.failureOf(refused.orderId(), refused.eventId(), refused);
    }
    receiver.succeeded();
  }
}
