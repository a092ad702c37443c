package io.orderflow.sagastore;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.axonframework.deadline.AbstractDeadlineManager;
import org.axonframework.deadline.GenericDeadlineMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.ScopeDescriptor;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MessageHandlerInterceptorMemberChain;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.modelling.saga.AnnotatedSaga;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.SagaCreationPolicy;
import org.axonframework.modelling.saga.SagaMethodMessageHandlingMember;
import org.axonframework.modelling.saga.metamodel.AnnotationSagaMetaModelFactory;
import org.axonframework.modelling.saga.metamodel.SagaModel;
import org.jspecify.annotations.Nullable;

/** Runs production sagas as Axon does. */
final class HostedSagas<S extends StoredSaga<D>, D extends SagaDocument> {

  private final SagaDefinition<S, D> definition;
  private final SagaModel<S> model;
  private final MessageHandlerInterceptorMemberChain<S> chain;
  private final NewestDeadline deadlines = new NewestDeadline();

  /**
   * @param parameters of the saga's handlers, such as its machine
   */
  HostedSagas(SagaDefinition<S, D> definition, List<Object> parameters, Clock clock) {
    this.definition = definition;
    var resources = new ArrayList<>(parameters);
    resources.addAll(List.of(deadlines, clock, new LanePauses(_ -> Optional.empty())));
    var factory =
        new AnnotationSagaMetaModelFactory(
            MultiParameterResolverFactory.ordered(
                ClasspathParameterResolverFactory.forClass(definition.sagaType()),
                new SimpleResourceParameterResolverFactory(resources)));
    model = factory.modelOf(definition.sagaType());
    chain = factory.chainedInterceptor(definition.sagaType());
  }

  Instance created(String id) {
    return new Instance(id, null);
  }

  Instance loaded(String id, D document) {
    return new Instance(id, definition.restore(document));
  }

  /** A saga in memory, within one transaction. */
  final class Instance {

    private final String id;
    private @Nullable AnnotatedSaga<S> saga;
    private @Nullable Instant deadline;

    Instance(String id, @Nullable S root) {
      this.id = id;
      saga = root == null ? null : hosted(root);
    }

    void handleEvent(EventMessage<?> event) {
      if (saga == null && isFirst(event)) {
        saga = hosted(definition.create());
      }
      handle(event);
    }

    void deliver(Object payload) {
      handle(GenericDeadlineMessage.asDeadlineMessage("deadline", payload, Instant.EPOCH));
    }

    boolean isAlive() {
      return saga != null && saga.isActive();
    }

    D document() {
      return Objects.requireNonNull(saga).root().document();
    }

    @Nullable Instant deadline() {
      return deadline;
    }

    private void handle(EventMessage<?> message) {
      if (saga != null) {
        deadlines.newest = deadline;
        saga.handle(message);
        deadline = deadlines.newest;
      }
    }

    private AnnotatedSaga<S> hosted(S root) {
      return new AnnotatedSaga<>(
          id, Set.of(new AssociationValue(definition.association(), id)), root, model, chain);
    }

    private boolean isFirst(EventMessage<?> event) {
      return model.findHandlerMethods(event).stream()
          .flatMap(member -> member.unwrap(SagaMethodMessageHandlingMember.class).stream())
          .anyMatch(member -> member.getCreationPolicy() != SagaCreationPolicy.NONE);
    }
  }

  private static final class NewestDeadline extends AbstractDeadlineManager {

    private @Nullable Instant newest;

    @Override
    public String schedule(
        Instant at, String name, @Nullable Object payload, ScopeDescriptor scope) {
      newest = at;
      return name;
    }

    @Override
    public void cancelSchedule(String name, String scheduleId) {
      throw new UnsupportedOperationException("never cancelled, as in production");
    }

    @Override
    public void cancelAll(String name) {
      throw new UnsupportedOperationException("never cancelled, as in production");
    }

    @Override
    public void cancelAllWithinScope(String name, ScopeDescriptor scope) {
      throw new UnsupportedOperationException("never cancelled, as in production");
    }
  }
}
