package io.orderflow.simulator.shipping;

import io.orderflow.simulator.book.LedgerThread;
import io.orderflow.simulator.kafka.DeadLetterTopic;
import io.orderflow.simulator.kafka.KafkaCallbackTransport;
import io.orderflow.simulator.kafka.KafkaClients;
import io.orderflow.simulator.kafka.KafkaSettings;
import io.orderflow.simulator.kafka.TopicReader;
import io.orderflow.simulator.kafka.TopicWriter;
import io.orderflow.simulator.partner.IdempotentPartner;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.partner.PartnerBehavior;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import tools.jackson.databind.json.JsonMapper;

/** The carrier's topics. The same carrier as over HTTP: one book, one behaviour, one ledger. */
@Configuration(proxyBeanMethods = false)
public class ShippingOverKafka {

  @Bean
  KafkaClients kafkaClients(KafkaSettings settings) {
    return new KafkaClients(settings.bootstrapServers());
  }

  @Bean
  TopicWriter topicWriter(KafkaClients clients) {
    return new TopicWriter(clients);
  }

  @Bean
  KafkaCallbackTransport kafkaCourier(TopicWriter writer) {
    return new KafkaCallbackTransport(writer);
  }

  @Bean
  ShippingKafkaListener requestCounter(
      PartnerBehavior shipments,
      LedgerThread ledger,
      IdsAndClock ids,
      JsonMapper json,
      KafkaSettings kafka) {
    IdempotentPartner idempotentPartner = new IdempotentPartner(shipments, ledger);
    return new ShippingKafkaListener(idempotentPartner, ids, json, kafka.topics().replies());
  }

  @Bean
  ShippingRequestDispatcher requestDispatcher(
      ShippingKafkaListener listener, TopicWriter writer, KafkaSettings kafka) {
    DeadLetterTopic deadLetters = new DeadLetterTopic(writer, kafka.topics().requestsDead());
    return new ShippingRequestDispatcher(listener, writer, kafka.topics().replies(), deadLetters);
  }

  /** After the book, which the postman opens. */
  @Bean(initMethod = "start")
  @DependsOn("postman")
  TopicReader requestReader(
      KafkaClients clients, KafkaSettings kafka, ShippingRequestDispatcher requests) {
    return new TopicReader(clients, kafka.group(), kafka.topics().requests(), requests::deal);
  }
}
