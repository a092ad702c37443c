package io.orderflow.simulator;

import io.orderflow.simulator.kafka.SimulatorKafkaProperties.Topics;
import io.orderflow.simulator.kafka.TopicClient;
import io.orderflow.simulator.kafka.TopicClient.Letter;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the carrier over Kafka. */
final class CarrierClient implements AutoCloseable {

  private final TopicClient post;

  CarrierClient(String bootstrapServers) {
    this.post = new TopicClient(bootstrapServers);
  }

  void ship(String orderId, String sku) {
    ask(orderId, shipBody(orderId, sku));
  }

  static String shipBody(String orderId, String sku) {
    return """
        {"type":"SHIP","requestId":"r-%1$s","key":"order:%1$s:SHIPPING:1","orderId":"%1$s",
         "lines":[{"sku":"%2$s","quantity":2}],
         "address":{"recipient":"Ada","street":"Somewhere 1","postalCode":"10115","city":"Berlin",
         "country":"DE"}}"""
        .formatted(orderId, sku);
  }

  void recall(String orderId) {
    ask(orderId, recallBody(orderId));
  }

  static String recallBody(String orderId) {
    return """
        {"type":"RECALL","requestId":"c-%1$s","key":"order:%1$s:SHIPPING:1","orderId":"%1$s",
         "shipmentKey":"order:%1$s:SHIPPING:1"}"""
        .formatted(orderId);
  }

  void ask(String recordKey, String body) {
    post.send(Topics.AGREED.requests(), recordKey, body);
  }

  TopicClient post() {
    return post;
  }

  /** All replies about an order, in the order of their topic. */
  List<JsonNode> told(String orderId) {
    return told(orderId, Topics.AGREED.replies());
  }

  private List<JsonNode> told(String orderId, String topic) {
    return post.read(topic).stream()
        .filter(letter -> orderId.equals(letter.key()))
        .map(letter -> JsonMapper.shared().readTree(Objects.requireNonNull(letter.value())))
        .toList();
  }

  List<String> types(String orderId) {
    return types(orderId, Topics.AGREED.replies());
  }

  List<String> types(String orderId, String topic) {
    return told(orderId, topic).stream().map(reply -> reply.path("type").asString()).toList();
  }

  List<Letter> dead() {
    return post.read(Topics.AGREED.requestsDead());
  }

  @Override
  public void close() {
    post.close();
  }
}
