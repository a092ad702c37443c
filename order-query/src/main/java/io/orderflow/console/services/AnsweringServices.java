package io.orderflow.console.services;

import io.orderflow.api.operations.ServiceStatus;
import io.orderflow.api.operations.SwitchStatus;
import java.util.List;
import java.util.Optional;

/**
 * How the services are.
 *
 * @param answers of those that answered, each module in one of them
 * @param away the services that did not answer, by name
 */
public record AnsweringServices(List<ServiceStatus> answers, List<String> away) {

  public AnsweringServices {
    answers = List.copyOf(answers);
    away = List.copyOf(away);
  }

  /** Empty where its service does not answer. */
  public Optional<SwitchStatus> switchCalled(String name) {
    return switches().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  public List<SwitchStatus> switches() {
    return answers.stream().flatMap(answer -> answer.switches().stream()).toList();
  }
}
