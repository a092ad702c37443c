package io.orderflow.engine.processors;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.NestedExceptionUtils;

/**
 * Remembers why the last batch of a segment failed on this node, until one succeeds. Axon forgets
 * it as soon as it gives the segment's claim back, which is at once.
 */
final class SegmentFailures implements ConfigurerModule {

  private static final int REASON_LENGTH = 500;

  private final ObjectProvider<EventProcessor> declared;
  private final Map<Place, String> failures = new ConcurrentHashMap<>();

  SegmentFailures(ObjectProvider<EventProcessor> declared) {
    this.declared = declared;
  }

  /** Before everything that could keep a batch from being seen here. */
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

  private static String reasonOf(@Nullable Throwable failure) {
    if (failure == null) {
      return "unknown";
    }
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
    var text = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return text.length() <= REASON_LENGTH ? text : text.substring(0, REASON_LENGTH);
  }

  private record Place(String processor, int segment) {}

  private final class Watch implements MessageHandlerInterceptor<EventMessage<?>> {

    private final String processor;
    private final String segmentKey;
    private final String watched;

    Watch(String processor) {
      this.processor = processor;
      this.segmentKey = "Processor[" + processor + "]/SegmentId"; // as Axon names it
      this.watched = SegmentFailures.class.getName() + "/" + processor;
    }

    @Override
    public @Nullable Object handle(
        UnitOfWork<? extends EventMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
      UnitOfWork<?> batch = unitOfWork.root();
      if (batch.resources().get(segmentKey) instanceof Integer segment
          && batch.resources().put(watched, true) == null) {
        var place = new Place(processor, segment);
        batch.onRollback(
            failed ->
                failures.put(place, reasonOf(failed.getExecutionResult().getExceptionResult())));
        batch.afterCommit(_ -> failures.remove(place));
      }
      return chain.proceed();
    }
  }
}
