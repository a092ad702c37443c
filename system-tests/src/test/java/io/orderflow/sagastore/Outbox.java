package io.orderflow.sagastore;

import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.ConfirmStep;
import io.orderflow.api.order.OrderOutcome;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** Collects what workers report, so that it can be delivered later, or never. */
public final class Outbox {

  private final List<Report> reports = new ArrayList<>();
  private Function<ConfirmStep, OrderOutcome> order = Outbox::nobody;

  /** What was reported since it was last asked, in this order. */
  public List<Report> taken() {
    var taken = List.copyOf(reports);
    reports.clear();
    return taken;
  }

  void add(Report report) {
    reports.add(report);
  }

  /** Who answers what a worker must know before it goes on. */
  public void ask(Function<ConfirmStep, OrderOutcome> someOrder) {
    order = someOrder;
  }

  /** A gateway that answers no report yet: a worker does not look at the answer to it. */
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

  private static OrderOutcome nobody(ConfirmStep question) {
    throw new IllegalStateException("there is no order yet to be asked " + question);
  }
}
