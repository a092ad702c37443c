package io.orderflow.views.status;

import io.orderflow.engine.serialization.JsonMapping;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stored form of an order's state. The mapper is its own: a setting for the JSON of HTTP must
 * not change what is stored.
 */
@Component
class OrderRowMapper {

  private final JsonMapper json = JsonMapping.applyTo(JsonMapper.builder()).build();

  String write(OrderViewState order) {
    return json.writeValueAsString(order);
  }

  OrderViewState read(String state) {
    return json.readValue(state, OrderViewState.class);
  }
}
