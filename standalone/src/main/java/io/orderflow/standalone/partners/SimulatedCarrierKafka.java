package io.orderflow.standalone.partners;

import io.orderflow.simulator.kafka.SimulatorKafkaProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Connects the simulated carrier to orderflow's broker and topics. */
record SimulatedCarrierKafka(Environment environment) {

  /** The settings under {@code simulator.kafka}, completed by orderflow's own. */
  SimulatorKafkaProperties complete(SimulatorKafkaProperties given) {
    if (!"kafka".equalsIgnoreCase(text("orderflow.shipping.transport", "http"))) {
      return given;
    }
    SimulatorKafkaProperties.Broker broker = given.broker();
    String servers = text("spring.kafka.bootstrap-servers", "");
    // As with the partners' URLs: the default address means the embedded broker.
    if (servers.equals(text("orderflow.simulator.kafka", "")) && !servers.isEmpty()) {
      broker =
          new SimulatorKafkaProperties.Broker(
              SimulatorKafkaProperties.Mode.INCLUDED, broker.port(), broker.folder());
    }
    boolean named = StringUtils.hasText(given.bootstrapServers());
    return new SimulatorKafkaProperties(
        named ? given.bootstrapServers() : servers, given.group(), topics(given.topics()), broker);
  }

  private SimulatorKafkaProperties.Topics topics(SimulatorKafkaProperties.Topics given) {
    String prefix = "orderflow.shipping.kafka.topics.";
    return new SimulatorKafkaProperties.Topics(
        text(prefix + "requests", given.requests()),
        given.requestsDead(),
        text(prefix + "replies", given.replies()),
        text(prefix + "replies-dead", given.repliesDead()));
  }

  private String text(String name, String otherwise) {
    return Binder.get(environment).bind(name, String.class).orElse(otherwise);
  }
}
