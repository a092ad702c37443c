package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.EventProcessor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** This module as a process of its own, asked over HTTP; any number of them share a database. */
final class QueryNode implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  QueryNode(String url) {
    context =
        new SpringApplicationBuilder(Application.class)
            .run(
                "--server.port=0",
                "--spring.datasource.url=" + url,
                "--orderflow.processors.claim-timeout=2s");
  }

  HttpResponse<String> ask(String method, String path) {
    var port = Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s/api/v1%s".formatted(port, path)))
            .method(method, BodyPublishers.noBody())
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  /** So many orders, all of them shipped. */
  List<OrderId> record(int orders) {
    var tape = context.getBean(EventTape.class);
    return IntStream.range(0, orders)
        .mapToObj(
            _ -> {
              var order = new OrderEvents(new OrderId(UUID.randomUUID()));
              tape.record(0, order.until(Step.SHIPPING));
              return order.id();
            })
        .toList();
  }

  void record(long firstSequence, List<OrderEvent> events) {
    context.getBean(EventTape.class).record(firstSequence, events);
  }

  JdbcTemplate jdbc() {
    return context.getBean(JdbcTemplate.class);
  }

  /** The rows that are read, as text, every byte of them. */
  List<String> rows(List<OrderId> orderIds) {
    return jdbc()
        .queryForList(
            "select r::text from views.order_view r where order_id = any(?) order by order_id",
            String.class,
            (Object) orderIds.stream().map(OrderId::value).toArray(UUID[]::new));
  }

  StreamingEventProcessor processor() {
    return context
        .getBean(Configuration.class)
        .eventProcessingConfiguration()
        .eventProcessor(OrderViewProjection.NAME, StreamingEventProcessor.class)
        .orElseThrow();
  }

  /** From now on the projection cannot get past this order; nobody is to blame. */
  void holdAt(@Nullable OrderId orderId) {
    context.getBean(Brake.class).holdAt.set(orderId);
  }

  @Override
  public void close() {
    context.close();
    http.close();
  }

  static final class Brake {
    private final AtomicReference<@Nullable OrderId> holdAt = new AtomicReference<>();

    void check(String aggregateId) {
      var held = holdAt.get();
      if (held != null && held.toString().equals(aggregateId)) {
        throw new QueryTimeoutException("held");
      }
    }
  }

  /** Something that must not happen twice. */
  @ProcessingGroup("letters-to-customers")
  static final class Letters {
    @EventHandler
    void on(OrderEvent.OrderCreated event) {
      Objects.requireNonNull(event.orderId());
    }
  }

  static class Application extends OrderQueryApplication {

    @Bean
    Brake brake() {
      return new Brake();
    }

    @Bean
    ConfigurerModule braking(Brake brake) {
      return axon ->
          axon.eventProcessing()
              .registerHandlerInterceptor(
                  OrderViewProjection.NAME,
                  _ ->
                      (unitOfWork, chain) -> {
                        if (unitOfWork.getMessage() instanceof DomainEventMessage<?> event) {
                          brake.check(event.getAggregateIdentifier());
                        }
                        return chain.proceed();
                      });
    }

    @Bean
    EventProcessor letters() {
      return new EventProcessor("letters-to-customers", "views", 1, 50, false);
    }

    @Bean
    Letters lettersToCustomers() {
      return new Letters();
    }
  }
}
