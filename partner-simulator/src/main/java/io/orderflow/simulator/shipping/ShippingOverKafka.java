package io.orderflow.simulator.shipping;

import io.orderflow.simulator.book.Bookkeeper;
import io.orderflow.simulator.kafka.DeadLetters;
import io.orderflow.simulator.kafka.KafkaClients;
import io.orderflow.simulator.kafka.KafkaCourier;
import io.orderflow.simulator.kafka.KafkaSettings;
import io.orderflow.simulator.kafka.TopicReader;
import io.orderflow.simulator.kafka.TopicWriter;
import io.orderflow.simulator.partner.Clerk;
import io.orderflow.simulator.partner.Desk;
import io.orderflow.simulator.partner.Partner;
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
  KafkaCourier kafkaCourier(TopicWriter writer) {
    return new KafkaCourier(writer);
  }

  @Bean
  Counter requestCounter(
      Partner shipments, Bookkeeper bookkeeper, Clerk clerk, JsonMapper json, KafkaSettings kafka) {
    Desk desk = new Desk(shipments, bookkeeper);
    return new Counter(desk, clerk, json, kafka.topics().replies());
  }

  @Bean
  Dispatcher requestDispatcher(Counter counter, TopicWriter writer, KafkaSettings kafka) {
    DeadLetters deadLetters = new DeadLetters(writer, kafka.topics().requestsDead());
    return new Dispatcher(counter, writer, kafka.topics().replies(), deadLetters);
  }

  /** After the book, which the postman opens. */
  @Bean(initMethod = "start")
  @DependsOn("postman")
  TopicReader requestReader(KafkaClients clients, KafkaSettings kafka, Dispatcher requests) {
    return new TopicReader(clients, kafka.group(), kafka.topics().requests(), requests::deal);
  }
}
