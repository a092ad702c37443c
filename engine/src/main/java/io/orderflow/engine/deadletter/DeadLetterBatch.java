package io.orderflow.engine.deadletter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** The events of one transaction, and the aggregates that are stopped in it. */
final class DeadLetterBatch {

  private final List<DomainEventMessage<?>> events;
  private final Message<?> last;
  private final SegmentDeadLetters segment;
  private final Set<String> stopped = new HashSet<>();
  private final Map<DomainEventMessage<?>, DeadLetter> parked = new LinkedHashMap<>();
  private final Set<String> failed = new HashSet<>();
  private @Nullable Throwable firstFailure;

  private int handled;

  private DeadLetterBatch(
      List<DomainEventMessage<?>> events, Message<?> last, SegmentDeadLetters segment) {
    this.segment = segment;
    this.events = events;
    this.last = last;
  }

  static DeadLetterBatch of(
      UnitOfWork<? extends EventMessage<?>> unitOfWork, SegmentDeadLetters segment) {
    List<? extends Message<?>> messages =
        unitOfWork.root() instanceof BatchingUnitOfWork<?> batching
            ? batching.getMessages()
            : List.of(unitOfWork.getMessage());
    var events = new ArrayList<DomainEventMessage<?>>();
    for (var message : messages) {
      if (message instanceof DomainEventMessage<?> event) {
        events.add(event);
      }
    }
    return new DeadLetterBatch(events, messages.getLast(), segment);
  }

  Stream<String> eventIds() {
    return events.stream().map(DomainEventMessage::getIdentifier);
  }

  Set<String> aggregateIds() {
    return events.stream()
        .map(DomainEventMessage::getAggregateIdentifier)
        .collect(Collectors.toSet());
  }

  void stop(Collection<String> aggregateIds) {
    stopped.addAll(aggregateIds);
  }

  /** Stops the aggregate from this event on. */
  void stop(DomainEventMessage<?> event, DeadLetter letter) {
    segment.added();
    stopped.add(event.getAggregateIdentifier());
    parked.put(event, letter);
  }

  void failed(DomainEventMessage<?> event, Throwable failure) {
    failed.add(event.getAggregateIdentifier());
    if (firstFailure == null) {
      firstFailure = failure;
    }
  }

  /** Then later events of the aggregate are not tried. */
  boolean hasFailed(String aggregateId) {
    return failed.contains(aggregateId);
  }

  boolean isLast(EventMessage<?> event) {
    return event == last;
  }

  /** Throws the first failure, if there was one. */
  void throwFirstFailure() throws Exception {
    switch (firstFailure) {
      case null -> {}
      case Exception exception -> throw exception;
      case Error error -> throw error;
      default -> throw new IllegalStateException(firstFailure);
    }
  }

  boolean isStopped(String aggregateId) {
    return stopped.contains(aggregateId);
  }

  int size() {
    return events.size();
  }

  void countHandled() {
    handled++;
  }

  boolean hasHandled() {
    return handled > 0;
  }

  /** The events that became dead letters in this batch. */
  Map<DomainEventMessage<?>, DeadLetter> parked() {
    return parked;
  }

  /** The event that the failure names, or the first of its aggregate. */
  Optional<DomainEventMessage<?>> causeOf(AggregateWriteException failure) {
    return events.stream()
        .<DomainEventMessage<?>>map(event -> event)
        .filter(
            event ->
                failure.eventId() == null
                    ? event.getAggregateIdentifier().equals(failure.aggregateId())
                    : event.getIdentifier().equals(failure.eventId()))
        .findFirst();
  }
}
