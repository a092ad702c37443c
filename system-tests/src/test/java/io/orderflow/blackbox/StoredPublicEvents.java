package io.orderflow.blackbox;

import io.cloudevents.CloudEvent;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.serialization.SerializationConfiguration;
import io.orderflow.integration.event.PublicEvents;
import io.orderflow.integration.event.PublishedOrder;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The public events that the event store stands for. */
final class StoredPublicEvents implements AutoCloseable {

  private static final String EVENTS =
      """
      select aggregate_identifier, sequence_number, event_identifier, time_stamp, payload_type,
        payload_revision, payload
      from eventstore.domain_event_entry where payload_type like 'order.%'
      order by aggregate_identifier, sequence_number""";

  private final PublicEvents publicEvents = new PublicEvents(URI.create("/orderflow"));
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext(SerializationConfiguration.class);
  private final Serializer serializer = context.getBean(Serializer.class);

  /** Of each order, in order. */
  Map<String, List<CloudEvent>> of(DataSource database) throws SQLException {
    var published = new LinkedHashMap<String, List<CloudEvent>>();
    var orders = new HashMap<String, PublishedOrder>();
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(EVENTS)) {
      while (rows.next()) {
        String order = rows.getString("aggregate_identifier");
        var event = event(rows);
        var before = orders.get(order);
        var after = PublishedOrder.after(before, event, rows.getLong("sequence_number"));
        orders.put(order, after);
        var id = rows.getString("event_identifier");
        var at = Instant.parse(rows.getString("time_stamp"));
        var all = published.computeIfAbsent(order, _ -> new ArrayList<>());
        publicEvents.of(event, id, at, before, after).ifPresent(all::add);
      }
    }
    return published;
  }

  private OrderEvent event(ResultSet row) throws SQLException {
    OrderEvent event =
        serializer.deserialize(
            new SimpleSerializedObject<>(
                row.getBytes("payload"),
                byte[].class,
                row.getString("payload_type"),
                row.getString("payload_revision")));
    if (event == null) {
      throw new IllegalStateException("an event without content");
    }
    return event;
  }

  @Override
  public void close() {
    context.close();
  }
}
