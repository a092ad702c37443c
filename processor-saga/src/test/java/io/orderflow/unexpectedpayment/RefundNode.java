package io.orderflow.unexpectedpayment;

import io.orderflow.api.ChargeId;
import io.orderflow.engine.EngineModule;
import io.orderflow.engine.database.ModuleSchema;
import io.orderflow.fulfillment.FulfillmentFixtures;
import io.orderflow.fulfillment.PartnerAnswer;
import io.orderflow.fulfillment.PartnerCaller;
import io.orderflow.fulfillment.PartnerRequestLifecycle;
import io.orderflow.partner.payment.Charge;
import io.orderflow.partner.payment.RefundPartner;
import io.orderflow.sagastore.SagaRuntime;
import io.orderflow.sagastore.SagaStoreConfiguration;
import io.orderflow.web.WebModule;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** One node that runs the refunds alone, at a partner that does as each test says. */
final class RefundNode implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private RefundNode(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static RefundNode start(String databaseUrl) {
    return new RefundNode(
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .properties(
                Map.of(
                    "spring.datasource.url", databaseUrl,
                    "spring.datasource.username", "postgres",
                    "spring.main.banner-mode", "off",
                    "logging.level.root", "error"))
            .run());
  }

  EchoingOrders orders() {
    return context.getBean(EchoingOrders.class);
  }

  Till till() {
    return context.getBean(Till.class);
  }

  long number(String query, Object... arguments) {
    Long number = context.getBean(JdbcTemplate.class).queryForObject(query, Long.class, arguments);
    return number == null ? 0 : number;
  }

  void sql(String statement, Object... arguments) {
    context.getBean(JdbcTemplate.class).update(statement, arguments);
  }

  @Override
  public void close() {
    context.close();
  }

  /** The partner: takes everything for later, unless told otherwise about a charge. */
  static final class Till implements RefundPartner {

    private final Map<ChargeId, IntFunction<PartnerAnswer>> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /**
     * @param answer by the request's number
     */
    void answers(ChargeId charge, IntFunction<PartnerAnswer> answer) {
      answers.put(charge, answer);
    }

    long asked(ChargeId charge, int requestNo) {
      return asked.stream().filter((charge + " " + requestNo)::equals).count();
    }

    @Override
    public PartnerAnswer refund(Charge charge, int requestNo) {
      asked.add(charge.chargeId() + " " + requestNo);
      return answers
          .getOrDefault(charge.chargeId(), _ -> new PartnerAnswer.Later())
          .apply(requestNo);
    }
  }

  /** Without the stereotype by which the scan of the module would find it too. */
  @EnableAutoConfiguration
  @Import({
    EngineModule.class,
    WebModule.class,
    SagaStoreConfiguration.class,
    RefundConfiguration.class
  })
  static class Application {

    @Bean
    FlywayMigrationInitializer fulfillmentSchema(DataSource dataSource) {
      return ModuleSchema.migrating(dataSource, "fulfillment");
    }

    @Bean
    Till till() {
      return new Till();
    }

    @Bean
    EchoingOrders orders(CommandBus commands, EventStore events) {
      return new EchoingOrders(commands, events);
    }

    @Bean
    SagaRuntime.Timing timing() {
      return new SagaRuntime.Timing(Duration.ofSeconds(30), Duration.ofMillis(20), 1);
    }

    @Bean
    PartnerRequestLifecycle requestLifecycle() {
      return RefundScenario.REQUESTS;
    }

    @Bean
    PartnerCaller partnerCaller(CommandGateway commands, Clock clock) {
      return FulfillmentFixtures.partnerCaller(commands, clock);
    }
  }
}
