package io.orderflow.sagastore;

import java.util.Optional;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.saga.AnnotatedSagaManager;

/**
 * Gives each saga the id of what it is about, so that this can have one saga only, and a row is
 * found without asking. That is safe in one segment only: creation and dispatch would be hashed
 * differently over several.
 */
class SubjectSagaManager<S extends StoredSaga<?>> extends AnnotatedSagaManager<S> {

  private final SagaDefinition<S, ?> kind;

  SubjectSagaManager(Builder<S> builder, SagaDefinition<S, ?> kind) {
    super(builder);
    this.kind = kind;
  }

  /** What is about no saga need not be handled, nor even locked for. */
  @Override
  public boolean canHandle(EventMessage<?> event, Segment segment) {
    return super.canHandle(event, segment) && kind.idOf(event) != null;
  }

  @Override
  protected String createSagaIdentifier(Segment segment) {
    if (segment.getMask() != 0) {
      throw new IllegalStateException(
          "the processor " + kind.name() + " must run one segment, not be split: merge it");
    }
    return Optional.of(CurrentUnitOfWork.get().getMessage())
        .filter(EventMessage.class::isInstance)
        .map(message -> kind.idOf((EventMessage<?>) message))
        .orElseThrow(
            () -> new IllegalStateException("a saga of " + kind.name() + " starts with an event"));
  }
}
