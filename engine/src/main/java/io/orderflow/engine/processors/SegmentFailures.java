package io.orderflow.engine.processors;

import io.orderflow.engine.failure.CauseChain;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Keeps the reason why the last batch of a segment failed on this node, until one succeeds. Axon
 * loses it when it releases the claim, which is at once.
 */
final class SegmentFailures implements ConfigurerModule {

  private final ObjectProvider<EventProcessorDefinition> declared;
  private final Map<Place, String> failures = new ConcurrentHashMap<>();

  SegmentFailures(ObjectProvider<EventProcessorDefinition> declared) {
    this.declared = declared;
  }

  /** Before all interceptors that could end a batch. */
  @Override
  public int order() {
    return -2_000;
  }

  @Override
  public void configureModule(Configurer axon) {
    declared.forEach(
        processor ->
            axon.eventProcessing()
                .registerHandlerInterceptor(processor.name(), _ -> new Watch(processor.name())));
  }

  Optional<String> of(String processor, int segment) {
    return Optional.ofNullable(failures.get(new Place(processor, segment)));
  }

  private record Place(String processor, int segment) {}

  private final class Watch implements MessageHandlerInterceptor<EventMessage<?>> {

    private final String processor;
    private final String watched;

    Watch(String processor) {
      this.processor = processor;
      this.watched = SegmentFailures.class.getName() + "/" + processor;
    }

    @Override
    public @Nullable Object handle(
        UnitOfWork<? extends EventMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
      UnitOfWork<?> batch = unitOfWork.root();
      var segment = ClaimScopedCaches.segmentOf(processor, batch);
      if (segment != null && batch.resources().put(watched, true) == null) {
        var place = new Place(processor, segment);
        batch.onRollback(
            failed -> {
              var failure = failed.getExecutionResult().getExceptionResult();
              if (failure instanceof UnableToClaimTokenException) {
                failures.remove(place); // another has the segment now: that is no fault of a batch
              } else {
                failures.put(place, failure == null ? "unknown" : CauseChain.reason(failure));
              }
            });
        batch.afterCommit(_ -> failures.remove(place));
      }
      return chain.proceed();
    }
  }
}
