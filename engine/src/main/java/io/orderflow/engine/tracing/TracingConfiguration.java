package io.orderflow.engine.tracing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Traces where a collector is named; otherwise nothing of them is made. */
@Configuration(proxyBeanMethods = false)
@Import(RecordedTraces.class)
public class TracingConfiguration {

  @Bean
  @Conditional(TraceExportCondition.Unmet.class)
  SpanRecorder noSpanRecorder() {
    return SpanRecorder.NONE;
  }
}
