package io.orderflow.console.services;

import io.orderflow.api.operations.ServiceStatus;
import io.orderflow.api.operations.SwitchStatus;
import java.util.List;

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

  public List<SwitchStatus> switches() {
    return answers.stream().flatMap(answer -> answer.switches().stream()).toList();
  }
}
