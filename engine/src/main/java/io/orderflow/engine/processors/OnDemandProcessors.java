package io.orderflow.engine.processors;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Starts and stops the processors of this node that do not run as long as the process. Their tokens
 * are created when the first node starts one.
 */
public final class OnDemandProcessors {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ObjectProvider<Configuration> axon;

  OnDemandProcessors(ObjectProvider<Configuration> axon) {
    this.axon = axon;
  }

  /** Changes nothing if it runs. */
  public void start(EventProcessorDefinition processor) {
    find(processor).start();
  }

  /**
   * Returns when no batch is under way here any more.
   *
   * @throws IllegalStateException if a batch does not end within 20 seconds
   */
  public void stop(EventProcessorDefinition processor) {
    try {
      find(processor).shutdownAsync().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException late) {
      throw new IllegalStateException(processor.name() + " does not stop", late);
    }
  }

  public boolean isRunning(EventProcessorDefinition processor) {
    return find(processor).isRunning();
  }

  private StreamingEventProcessor find(EventProcessorDefinition processor) {
    return axon.getObject()
        .eventProcessingConfiguration()
        .eventProcessor(processor.name(), StreamingEventProcessor.class)
        .orElseThrow();
  }
}
