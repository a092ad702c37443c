package io.orderflow.engine.tracing;

import io.micrometer.tracing.Tracer;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;

/** Has every command name the work that sends it, be it a request or a task. */
final class CommandTraceInterceptor implements MessageDispatchInterceptor<CommandMessage<?>> {

  private final Tracer tracer;

  CommandTraceInterceptor(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public BiFunction<Integer, CommandMessage<?>, CommandMessage<?>> handle(
      List<? extends CommandMessage<?>> commands) {
    return (_, command) -> {
      var current = tracer.currentSpan();
      return current == null
          ? command
          : command.andMetaData(Map.of(StoredTrace.KEY, TraceParent.of(current.context())));
    };
  }
}
