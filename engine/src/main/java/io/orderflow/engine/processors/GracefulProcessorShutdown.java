package io.orderflow.engine.processors;

import io.orderflow.engine.outage.OutageMonitor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/**
 * Releases the segments of a stopping node after its web server has stopped and before its workers
 * finish: other nodes take over at once, and the workers get no new tasks.
 */
public final class GracefulProcessorShutdown implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(GracefulProcessorShutdown.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ObjectProvider<EventProcessorDefinition> declared;
  private final ObjectProvider<Configuration> axon;
  private final FairSegmentProvider segments;
  private final OutageMonitor outages;
  private volatile boolean running;

  public GracefulProcessorShutdown(
      ObjectProvider<EventProcessorDefinition> declared,
      ObjectProvider<Configuration> axon,
      FairSegmentProvider segments,
      OutageMonitor outages) {
    this.declared = declared;
    this.axon = axon;
    this.segments = segments;
    this.outages = outages;
  }

  @Override
  public void start() {
    running = true;
  }

  /** Processors that do not stop in time are stopped later, with Axon. */
  @Override
  public void stop() {
    running = false;
    var stopped = declared.stream().map(this::stopped).toArray(CompletableFuture<?>[]::new);
    if (outages.isDatabaseAway()) {
      return; // releasing would only time out
    }
    try {
      CompletableFuture.allOf(stopped).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException late) {
      log.warn("Not every processor stopped in time", late);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    segments.leave();
  }

  private CompletableFuture<Void> stopped(EventProcessorDefinition processor) {
    return axon.getObject()
        .eventProcessingConfiguration()
        .eventProcessor(processor.name(), StreamingEventProcessor.class)
        .map(StreamingEventProcessor::shutdownAsync)
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stops after the web server, and before the workers. */
  @Override
  public int getPhase() {
    return SpringAxonConfiguration.LIFECYCLE_PHASE + 1_024;
  }
}
