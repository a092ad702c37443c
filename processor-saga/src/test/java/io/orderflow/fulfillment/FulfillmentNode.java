package io.orderflow.fulfillment;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.EngineModule;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
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
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One node that runs the fulfilment alone: its events come from the test, its partners take
 * everything for later.
 */
final class FulfillmentNode implements AutoCloseable {

  private final ConfigurableApplicationContext context;
  private final List<OrderCommand> commands = new CopyOnWriteArrayList<>();

  private FulfillmentNode(ConfigurableApplicationContext context) {
    this.context = context;
    for (Class<?> command : OrderCommand.class.getPermittedSubclasses()) {
      context
          .getBean(CommandBus.class)
          .subscribe(command.getName(), message -> take(message.getPayload()));
    }
  }

  static FulfillmentNode start(String databaseUrl) {
    return new FulfillmentNode(
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .properties(
                Map.of(
                    "spring.datasource.url", databaseUrl,
                    "spring.datasource.username", "postgres",
                    "spring.main.banner-mode", "off",
                    "logging.level.root", "error",
                    "orderflow.fulfillment.look-up", "1h"))
            .run());
  }

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

  long asked(OrderId order, Step step) {
    return context.getBean(PatientPartners.class).asked(order, step);
  }

  /** It has given its segment up for a while, or says that it failed. */
  boolean processorIsInTrouble() {
    var processor =
        context
            .getBean(EventProcessingConfiguration.class)
            .eventProcessor(FulfillmentSaga.PROCESSING_GROUP, StreamingEventProcessor.class)
            .orElseThrow();
    var segments = processor.processingStatus().values();
    return segments.isEmpty() || segments.stream().anyMatch(EventTrackerStatus::isErrorState);
  }

  void sql(String statement) {
    jdbc().execute(statement);
  }

  long number(String query) {
    Long number = jdbc().queryForObject(query, Long.class);
    return number == null ? 0 : number;
  }

  String text(String query) {
    return String.valueOf(jdbc().queryForObject(query, String.class));
  }

  @Override
  public void close() {
    context.close();
  }

  private JdbcTemplate jdbc() {
    return context.getBean(JdbcTemplate.class);
  }

  private OrderOutcome take(Object command) {
    commands.add((OrderCommand) command);
    return new OrderOutcome.Accepted(0);
  }

  /**
   * Without Spring's stereotype, or the module's own scan would find it beside the real partners.
   */
  @EnableAutoConfiguration
  @Import({EngineModule.class, FulfillmentConfiguration.class})
  static class Application {

    @Bean
    PatientPartners partners() {
      return new PatientPartners();
    }

    @Bean
    PartnerStep stockPartner(PatientPartners partners) {
      return partners.at(Step.STOCK);
    }

    @Bean
    PartnerStep paymentPartner(PatientPartners partners) {
      return partners.at(Step.PAYMENT);
    }

    @Bean
    PartnerStep processingPartner(PatientPartners partners) {
      return partners.at(Step.PROCESSING);
    }

    @Bean
    PartnerStep shippingPartner(PatientPartners partners) {
      return partners.at(Step.SHIPPING);
    }
  }

  /** Partners who take every request, and answer none of them yet. */
  static final class PatientPartners {

    private final Map<String, Integer> asked = new ConcurrentHashMap<>();

    int asked(OrderId order, Step step) {
      return asked.getOrDefault(order + " " + step, 0);
    }

    PartnerStep at(Step step) {
      return new PartnerStep() {
        @Override
        public Step step() {
          return step;
        }

        @Override
        public Answer request(OrderFacts order, int requestNo) {
          asked.merge(order.orderId() + " " + step, 1, Integer::sum);
          return new Answer.Later();
        }

        @Override
        public Answer undo(OrderFacts order, int requestNo) {
          return new Answer.Later();
        }
      };
    }
  }
}
