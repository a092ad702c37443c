package io.orderflow.console.services;

import io.orderflow.api.operations.DeadLetterList;
import java.util.List;

/**
 * The dead letters of one order.
 *
 * @param items those of the services that answered
 * @param away the services that did not answer in time, by name
 */
public record OrderLetters(List<DeadLetterList.Item> items, List<String> away) {

  public OrderLetters {
    items = List.copyOf(items);
    away = List.copyOf(away);
  }
}
