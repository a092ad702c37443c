package io.orderflow.simulator.shipping;

import io.orderflow.simulator.kafka.DeadLetterTopic;
import io.orderflow.simulator.kafka.KafkaCallbackTransport;
import io.orderflow.simulator.kafka.KafkaClients;
import io.orderflow.simulator.kafka.SimulatorKafkaProperties;
import io.orderflow.simulator.kafka.TopicReader;
import io.orderflow.simulator.kafka.TopicWriter;
import io.orderflow.simulator.ledger.LedgerThread;
import io.orderflow.simulator.partner.IdempotentPartner;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.partner.PartnerBehavior;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import tools.jackson.databind.json.JsonMapper;

/** The carrier over Kafka: the same behavior and ledger as over HTTP. */
@Configuration(proxyBeanMethods = false)
public class ShippingKafkaConfiguration {

  @Bean
  KafkaClients kafkaClients(SimulatorKafkaProperties settings) {
    return new KafkaClients(settings.bootstrapServers());
  }

  @Bean
  TopicWriter topicWriter(KafkaClients clients) {
    return new TopicWriter(clients);
  }

  @Bean
  KafkaCallbackTransport kafkaTransport(TopicWriter writer) {
    return new KafkaCallbackTransport(writer);
  }

  @Bean
  ShippingRequestHandler shippingRequestHandler(
      PartnerBehavior shipments,
      LedgerThread ledgerThread,
      IdsAndClock ids,
      JsonMapper json,
      SimulatorKafkaProperties kafka) {
    IdempotentPartner partner = new IdempotentPartner(shipments, ledgerThread);
    return new ShippingRequestHandler(partner, ids, json, kafka.topics().replies());
  }

  @Bean
  ShippingRequestListener requestDispatcher(
      ShippingRequestHandler listener, TopicWriter writer, SimulatorKafkaProperties kafka) {
    DeadLetterTopic deadLetters = new DeadLetterTopic(writer, kafka.topics().requestsDead());
    return new ShippingRequestListener(listener, writer, kafka.topics().replies(), deadLetters);
  }

  /** After the ledger, which the scheduler starts. */
  @Bean(initMethod = "start")
  @DependsOn("callbackScheduler")
  TopicReader requestReader(
      KafkaClients clients, SimulatorKafkaProperties kafka, ShippingRequestListener requests) {
    return new TopicReader(clients, kafka.group(), kafka.topics().requests(), requests::handle);
  }
}
