package io.orderflow.api.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a service is, as the node that answers sees it.
 *
 * @param node its name
 * @param modules the schemas of the modules in it
 * @param head the position of the newest event; null if the event store does not answer
 */
public record ServiceStatus(
    String node,
    List<String> modules,
    @Nullable Long head,
    List<ProcessorStatus> processors,
    List<SwitchStatus> switches) {

  public ServiceStatus {
    modules = List.copyOf(modules);
    processors = List.copyOf(processors);
    switches = List.copyOf(switches);
  }
}
