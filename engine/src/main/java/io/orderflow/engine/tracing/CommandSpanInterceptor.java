package io.orderflow.engine.tracing;

import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Handles each command in a span of its own, which the command's events then continue. */
final class CommandSpanInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

  private final SpanRecorder spans;

  CommandSpanInterceptor(SpanRecorder spans) {
    this.spans = spans;
  }

  @Override
  public @Nullable Object handle(
      UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
    var message = unitOfWork.getMessage();
    if (!(message.getMetaData().get(StoredTrace.KEY) instanceof String parent)) {
      return chain.proceed();
    }
    var span =
        SpanDescription.of(message.getPayloadType().getSimpleName(), SpanDescription.Kind.SERVER);
    return spans.<@Nullable Object>call(span, parent, () -> proceed(unitOfWork, chain));
  }

  private static @Nullable Object proceed(
      UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
    continued(unitOfWork, CurrentSpan.traceParent());
    return chain.proceed();
  }

  private static <T extends CommandMessage<?>> void continued(
      UnitOfWork<T> unitOfWork, @Nullable String traceParent) {
    if (traceParent != null) {
      unitOfWork.transformMessage(
          command -> command.andMetaData(Map.of(StoredTrace.KEY, traceParent)));
    }
  }
}
