package io.orderflow.engine.tracing;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import java.util.Map;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.lifecycle.Phase;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** How traces get into commands and events, and which spans leave the process. */
@Configuration(proxyBeanMethods = false)
@Conditional(TraceExportCondition.class)
class RecordedTraces {

  @Bean
  SpanRecorder spanRecorder(Tracer tracer) {
    return new MicrometerSpanRecorder(tracer);
  }

  @Bean
  CommandTraceInterceptor commandTraceInterceptor(Tracer tracer) {
    return new CommandTraceInterceptor(tracer);
  }

  /** At the start: earlier, the bus is still being made. */
  @Bean
  ConfigurerModule commandSpans(SpanRecorder spanRecorder) {
    var interceptor = new CommandSpanInterceptor(spanRecorder);
    return configurer ->
        configurer.onInitialize(
            axon ->
                axon.onStart(
                    Phase.LOCAL_MESSAGE_HANDLER_REGISTRATIONS,
                    () -> axon.commandBus().registerHandlerInterceptor(interceptor)));
  }

  /** Beside the origin: an event is stored with both. */
  @Bean
  CorrelationDataProvider traceOfCommands() {
    return message ->
        message.getMetaData().get(StoredTrace.KEY) instanceof String parent
            ? Map.of(StoredTrace.KEY, parent)
            : MetaData.emptyInstance();
  }

  /** Without what belongs to no order: probes, scrapes, and tasks that run by the clock. */
  @Bean
  SpanExportingPredicate spansOfOrders() {
    return span -> {
      var uri = span.getTags().getOrDefault("uri", "");
      boolean management = uri.startsWith("/actuator") || uri.startsWith("/health");
      boolean begunHere = span.getKind() == null && isBlank(span.getParentId());
      return !management && !begunHere;
    };
  }

  private static boolean isBlank(@Nullable String id) {
    return id == null || id.isBlank() || id.chars().allMatch(digit -> digit == '0');
  }
}
