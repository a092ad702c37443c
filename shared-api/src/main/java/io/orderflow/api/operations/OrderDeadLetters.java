package io.orderflow.api.operations;

import java.util.List;

/**
 * The dead letters that a service has of one order, at most one of each processor.
 *
 * @param modules the schemas of the modules in the service
 */
public record OrderDeadLetters(List<String> modules, List<DeadLetterList.Item> items) {

  public OrderDeadLetters {
    modules = List.copyOf(modules);
    items = List.copyOf(items);
  }
}
