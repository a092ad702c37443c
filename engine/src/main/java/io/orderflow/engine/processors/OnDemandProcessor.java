package io.orderflow.engine.processors;

import java.util.concurrent.Executors;
import org.axonframework.common.AxonThreadFactory;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventProcessorSpanFactory;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.lifecycle.Phase;

/** A processor that Axon stops with the process, but does not start with it. */
public final class OnDemandProcessor extends PooledStreamingEventProcessor {

  /**
   * It works beside processors that must not fall behind, so it leaves them most of the machine.
   */
  private static final int WORKERS = 2;

  public OnDemandProcessor(Builder builder) {
    super(builder);
  }

  @Override
  public void registerLifecycleHandlers(LifecycleRegistry lifecycle) {
    lifecycle.onShutdown(Phase.INBOUND_EVENT_CONNECTORS, this::shutdownAsync);
  }

  /** What Axon gives a processor that it builds itself. */
  public static Builder builder(String name, Configuration axon, EventHandlerInvoker handlers) {
    var processing = axon.eventProcessingConfiguration();
    return builder()
        .name(name)
        .eventHandlerInvoker(handlers)
        .rollbackConfiguration(processing.rollbackConfiguration(name))
        .errorHandler(processing.errorHandler(name))
        .messageMonitor(processing.messageMonitor(PooledStreamingEventProcessor.class, name))
        .tokenStore(processing.tokenStore(name))
        .transactionManager(processing.transactionManager(name))
        .workerExecutor(
            _ -> {
              var workers =
                  Executors.newScheduledThreadPool(
                      WORKERS, new AxonThreadFactory("WorkPackage[" + name + "]"));
              axon.onShutdown(workers::shutdown);
              return workers;
            })
        .spanFactory(axon.getComponent(EventProcessorSpanFactory.class));
  }
}
