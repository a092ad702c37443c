package io.orderflow.sagastore;

import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.ConfirmStep;
import io.orderflow.api.order.OrderOutcome;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** Collects the reports of workers, to be delivered later or never. */
public final class Outbox {

  private final List<Report> reports = new ArrayList<>();
  private Function<ConfirmStep, OrderOutcome> order = Outbox::unanswered;

  /** The reports since the last call, oldest first. */
  public List<Report> taken() {
    var taken = List.copyOf(reports);
    reports.clear();
    return taken;
  }

  void add(Report report) {
    reports.add(report);
  }

  public void confirmWith(Function<ConfirmStep, OrderOutcome> someOrder) {
    order = someOrder;
  }

  /** Reports are not answered: no worker looks at the answer. */
  public CommandGateway gateway() {
    return (CommandGateway)
        Proxy.newProxyInstance(
            CommandGateway.class.getClassLoader(),
            new Class<?>[] {CommandGateway.class},
            (_, method, arguments) -> {
              if (!method.getName().equals("sendAndWait")) {
                throw new UnsupportedOperationException(method + " is not simulated");
              }
              if (arguments[0] instanceof ConfirmStep question) {
                return order.apply(question);
              }
              add(new Report.ToOrder((OrderCommand) arguments[0]));
              return null;
            });
  }

  private static OrderOutcome unanswered(ConfirmStep question) {
    throw new IllegalStateException("no order answers " + question);
  }
}
