package io.orderflow.fulfillment;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.EngineModule;
import io.orderflow.engine.switches.OperatorSwitches;
import io.orderflow.engine.switches.SwitchSetting.State;
import io.orderflow.web.WebModule;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One node that runs the fulfilment alone: its events come from the test, its partners do as the
 * test says.
 */
final class FulfillmentNode implements AutoCloseable {

  private final ConfigurableApplicationContext context;
  private final Function<OrderCommand, OrderOutcome> orders;
  private final List<OrderCommand> commands = new CopyOnWriteArrayList<>();

  private FulfillmentNode(
      ConfigurableApplicationContext context, Function<OrderCommand, OrderOutcome> orders) {
    this.context = context;
    this.orders = orders;
    for (Class<?> command : OrderCommand.class.getPermittedSubclasses()) {
      context
          .getBean(CommandBus.class)
          .subscribe(command.getName(), message -> take(message.getPayload()));
    }
  }

  /** On its own: orders accept whatever they are told, and make no events of it. */
  static FulfillmentNode start(String databaseUrl) {
    var alone = new Setting(Clock.systemUTC(), _ -> new OrderOutcome.Accepted(0), Map.of());
    return start(databaseUrl, alone);
  }

  static FulfillmentNode start(String databaseUrl, Setting setting) {
    return start(
        databaseUrl,
        setting,
        context ->
            context.registerBean(
                "setClock", Clock.class, setting::clock, bean -> bean.setPrimary(true)));
  }

  /** The clock is that of its machine, by which nothing is to be done. */
  static FulfillmentNode startOnMachineOf(String databaseUrl, Setting setting) {
    return start(
        databaseUrl,
        setting,
        context ->
            context.registerBean(
                "machineTime", InstantSource.class, () -> () -> setting.clock().instant()));
  }

  private static FulfillmentNode start(
      String databaseUrl, Setting setting, Consumer<GenericApplicationContext> time) {
    var properties = new HashMap<String, Object>();
    properties.put("spring.datasource.url", databaseUrl);
    properties.put("spring.datasource.username", "postgres");
    properties.put("spring.main.banner-mode", "off");
    properties.put("spring.main.allow-bean-definition-overriding", "true");
    properties.put("logging.level.root", "off");
    properties.put("orderflow.fulfillment.look-up", "1h");
    properties.putAll(setting.properties());
    var application =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .properties(properties)
            .initializers(context -> time.accept((GenericApplicationContext) context));
    return new FulfillmentNode(application.run(), setting.orders());
  }

  /**
   * What nodes may share, or not.
   *
   * @param orders who is told the commands of workers
   */
  record Setting(
      Clock clock, Function<OrderCommand, OrderOutcome> orders, Map<String, String> properties) {}

  void publish(List<Orders.Stored> events) {
    List<EventMessage<?>> messages =
        events.stream()
            .<EventMessage<?>>map(
                stored ->
                    new GenericDomainEventMessage<>(
                        "Order", stored.order().toString(), stored.sequence(), stored.event()))
            .toList();
    context.getBean(EventStore.class).publish(messages);
  }

  List<OrderCommand> commands() {
    return List.copyOf(commands);
  }

  ScriptedPartners partners() {
    return context.getBean(ScriptedPartners.class);
  }

  long asked(OrderId order, Step step) {
    return partners().asked(order, step);
  }

  long undone(OrderId order, Step step) {
    return partners().undone(order, step);
  }

  /** Hands the events over to another node. */
  void stopListening() {
    processor().releaseSegment(0, 1, TimeUnit.HOURS);
  }

  boolean isListening() {
    return !processor().processingStatus().isEmpty();
  }

  /** It has given its segment up for a while, or says that it failed. */
  boolean processorIsInTrouble() {
    var segments = processor().processingStatus().values();
    return segments.isEmpty() || segments.stream().anyMatch(EventTrackerStatus::isErrorState);
  }

  void switchOff(String name) {
    switches().set(name, State.OFF, "maintenance", "alice");
  }

  void switchOn(String name) {
    switches().set(name, State.ON, "they are back", "alice");
  }

  boolean isOff(String name) {
    return switches().isOff(name);
  }

  private OperatorSwitches switches() {
    return context.getBean(OperatorSwitches.class);
  }

  void sql(String statement) {
    jdbc().execute(statement);
  }

  long number(String query) {
    Long number = jdbc().queryForObject(query, Long.class);
    return number == null ? 0 : number;
  }

  String text(String query) {
    return jdbc().query(query, (row, _) -> String.valueOf(row.getString(1))).stream()
        .findFirst()
        .orElse("no row");
  }

  @Override
  public void close() {
    context.close();
  }

  private StreamingEventProcessor processor() {
    return context
        .getBean(EventProcessingConfiguration.class)
        .eventProcessor(FulfillmentSaga.PROCESSING_GROUP, StreamingEventProcessor.class)
        .orElseThrow();
  }

  private JdbcTemplate jdbc() {
    return context.getBean(JdbcTemplate.class);
  }

  private OrderOutcome take(Object command) {
    commands.add((OrderCommand) command);
    return orders.apply((OrderCommand) command);
  }

  /**
   * Without Spring's stereotype, or the module's own scan would find it beside the real partners.
   */
  @EnableAutoConfiguration
  @Import({EngineModule.class, WebModule.class, FulfillmentConfiguration.class})
  static class Application {

    @Bean
    ScriptedPartners partners() {
      return new ScriptedPartners();
    }

    @Bean
    PartnerStep stockPartner(ScriptedPartners partners) {
      return partners.at(Step.STOCK);
    }

    @Bean
    PartnerStep paymentPartner(ScriptedPartners partners) {
      return partners.at(Step.PAYMENT);
    }

    @Bean
    PartnerStep processingPartner(ScriptedPartners partners) {
      return partners.at(Step.PROCESSING);
    }

    @Bean
    PartnerStep shippingPartner(ScriptedPartners partners) {
      return partners.at(Step.SHIPPING);
    }
  }
}
