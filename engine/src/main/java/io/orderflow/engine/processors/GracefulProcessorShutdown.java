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
 * Gives a stopping node's segments up when it has stopped listening to clients, and before its
 * workers end what they have in hand: other nodes go on with them meanwhile, and nothing new comes
 * to workers that take nothing any more.
 */
public final class GracefulProcessorShutdown implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(GracefulProcessorShutdown.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ObjectProvider<EventProcessor> declared;
  private final ObjectProvider<Configuration> axon;
  private final FairSegmentProvider segments;
  private final OutageMonitor outages;
  private volatile boolean running;

  public GracefulProcessorShutdown(
      ObjectProvider<EventProcessor> declared,
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

  /** What does not stop in time is stopped with Axon, later. */
  @Override
  public void stop() {
    running = false;
    var stopped = declared.stream().map(this::stopped).toArray(CompletableFuture<?>[]::new);
    if (outages.isDatabaseAway()) {
      return; // nothing can be given up, and it would take long to find that out
    }
    try {
      CompletableFuture.allOf(stopped).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException late) {
      LOG.warn("Not every processor has stopped at once", late);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    segments.leave();
  }

  private CompletableFuture<Void> stopped(EventProcessor processor) {
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

  /** Stops after the web server, and before whoever works for the processors. */
  @Override
  public int getPhase() {
    return SpringAxonConfiguration.LIFECYCLE_PHASE + 1_024;
  }
}
