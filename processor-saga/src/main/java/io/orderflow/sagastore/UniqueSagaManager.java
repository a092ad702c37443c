package io.orderflow.sagastore;

import java.util.Optional;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.saga.AnnotatedSagaManager;

/**
 * Gives each saga the id of its order or charge, so that there can be only one, and its row is
 * found without a query. This is safe in one segment only: with several, Axon hashes creation and
 * dispatch differently.
 */
class UniqueSagaManager<S extends StoredSaga<?>> extends AnnotatedSagaManager<S> {

  private final SagaDefinition<S, ?> definition;

  UniqueSagaManager(Builder<S> builder, SagaDefinition<S, ?> definition) {
    super(builder);
    this.definition = definition;
  }

  /** Ignore events that belong to no saga; do not lock rows for them. */
  @Override
  public boolean canHandle(EventMessage<?> event, Segment segment) {
    return super.canHandle(event, segment) && definition.idOf(event) != null;
  }

  @Override
  protected String createSagaIdentifier(Segment segment) {
    if (segment.getMask() != 0) {
      throw new IllegalStateException(
          "the processor " + definition.name() + " must run one segment, not be split: merge it");
    }
    return Optional.of(CurrentUnitOfWork.get().getMessage())
        .filter(EventMessage.class::isInstance)
        .map(message -> definition.idOf((EventMessage<?>) message))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "a saga of " + definition.name() + " starts with an event"));
  }
}
