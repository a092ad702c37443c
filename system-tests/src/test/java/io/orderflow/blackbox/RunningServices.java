package io.orderflow.blackbox;

import io.orderflow.blackbox.ServicePlace.Services;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The packaged services in their demonstration, with one address before them. */
final class RunningServices implements Orderflow {

  /** The short deadlines of the demonstration. */
  static final Map<String, String> HASTY = Map.of();

  /** So patient that no restart makes an order miss a deadline. */
  static final Map<String, String> PATIENT =
      Stream.of("STOCK", "PAYMENT", "PROCESSING", "SHIPPING", "DELIVERY")
          .collect(
              Collectors.toUnmodifiableMap(
                  step -> "ORDERFLOW_FULFILLMENT_" + step + "_DEADLINE", step -> "1h"));

  private final Place place;
  private final Gateway gateway;
  private final List<JavaProcess> processes;
  private final @Nullable RunningSimulator partners;

  private RunningServices(
      Place place,
      Gateway gateway,
      List<JavaProcess> processes,
      @Nullable RunningSimulator partners) {
    this.place = place;
    this.gateway = gateway;
    this.processes = processes;
    this.partners = partners;
  }

  /** Returns when all of them answer. */
  static RunningServices start(Place place, String partnersUrl, Map<String, String> patience) {
    return start(place, partnersUrl, patience, null);
  }

  static RunningServices startWithPartners(Place place, int simulatorPort) {
    var partners = RunningSimulator.start(place.folder().resolve("partners"), simulatorPort);
    return start(place, partners.url(), HASTY, partners);
  }

  private static RunningServices start(
      Place place,
      String partnersUrl,
      Map<String, String> patience,
      @Nullable RunningSimulator partners) {
    var services = ServicePlace.of(place);
    var process = new HashMap<>(patience);
    for (String partner : List.of("PAYMENT", "PROCESSING", "SHIPPING")) {
      process.put("ORDERFLOW_PARTNERS_" + partner + "_URL", partnersUrl);
    }
    var processes =
        List.of(
            launch(place, services.command(), Map.of()),
            launch(place, services.process(), process),
            launch(place, services.query(), Map.of()));
    awaitAnswers(services, processes);
    return new RunningServices(place, Gateway.open(place.api(), services), processes, partners);
  }

  private static JavaProcess launch(
      Place place, ServicePlace service, Map<String, String> additional) {
    var settings = new HashMap<>(service.settings());
    settings.putAll(additional);
    return JavaProcess.launch(service.jar(), place.folder(), settings);
  }

  private static void awaitAnswers(Services services, List<JavaProcess> processes) {
    processes.get(0).awaitAnswerAt(services.command().url() + "/health");
    processes.get(1).awaitAnswerAt(services.process().url() + "/health");
    processes.get(2).awaitAnswerAt(services.query().url() + "/health");
  }

  @Override
  public Orders orders() {
    return new Orders(place.url());
  }

  @Override
  public String output() {
    return processes.stream().map(JavaProcess::output).collect(Collectors.joining());
  }

  @Override
  public void stop() {
    gateway.close();
    processes.forEach(JavaProcess::stop);
    if (partners != null) {
      partners.close();
    }
  }

  @Override
  public void kill() {
    gateway.close();
    processes.forEach(JavaProcess::kill);
  }
}
