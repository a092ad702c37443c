package io.orderflow.sagastore;

import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One kind of saga: its types, its table and its lanes. */
public interface SagaDefinition<S extends StoredSaga<D>, D extends SagaDocument> {

  /** The processing group: the key of stored tokens, never to be changed. */
  String name();

  TableName table();

  Class<S> sagaType();

  Class<D> documentType();

  /** A saga before its first event. */
  S create();

  S restore(D document);

  /** Must not write class names: a renamed class must still read what was stored. */
  JsonMapper json();

  /** The name under which Axon associates events with the saga; the value is the saga's id. */
  String association();

  /** The id of the saga an event belongs to; null if it belongs to none. */
  @Nullable String idOf(EventMessage<?> event);

  /**
   * Kinds of tasks that must not wait for each other. The names are stored: never to be changed.
   */
  Set<String> lanes();

  /**
   * The lane of the pending task.
   *
   * @param document of a saga whose task is pending
   */
  String laneOf(D document);

  /**
   * A table with the columns document, turn, task, lane, lease_until and deadline_at.
   *
   * @param name with its schema
   * @param key the column of the saga's id
   * @param keyType the type of that column in PostgreSQL
   */
  record TableName(String name, String key, String keyType) {

    /** Fills in {@code {table}}, {@code {key}} and {@code {type}}. */
    String in(String template) {
      return template.replace("{table}", name).replace("{key}", key).replace("{type}", keyType);
    }
  }
}
