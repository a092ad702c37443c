package io.orderflow.onerow;

import io.orderflow.api.order.OrderCommand;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** Collects what workers report, so that it can be delivered later, or never. */
public final class Outbox {

  private final List<Report> reports = new ArrayList<>();

  /** What was reported since it was last asked, in this order. */
  public List<Report> taken() {
    var taken = List.copyOf(reports);
    reports.clear();
    return taken;
  }

  void add(Report report) {
    reports.add(report);
  }

  /** A gateway that answers nothing yet: a worker does not look at the answer to a report. */
  public CommandGateway gateway() {
    return (CommandGateway)
        Proxy.newProxyInstance(
            CommandGateway.class.getClassLoader(),
            new Class<?>[] {CommandGateway.class},
            (_, method, arguments) -> {
              if (!method.getName().equals("sendAndWait")) {
                throw new UnsupportedOperationException(method + " is not simulated");
              }
              add(new Report.ToOrder((OrderCommand) arguments[0]));
              return null;
            });
  }
}
