package io.orderflow.sagastore;

import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is particular to one kind of saga that is kept in one row.
 *
 * @param <S> the saga
 * @param <D> what is kept of it
 */
public interface SagaDefinition<S extends StoredSaga<D>, D extends SagaDocument> {

  /** The processing group, and the name of its deadlines: the key of stored tokens, for ever. */
  String name();

  TableName table();

  Class<S> sagaType();

  Class<D> documentType();

  /** A saga about which nothing is known yet: its first event tells it. */
  S create();

  S revive(D document);

  /** Writes documents under names of their own, so that renamed classes strand nobody. */
  JsonMapper json();

  /** The property of events by which Axon finds the saga; its value is the saga's id. */
  String association();

  /** The saga an event is about, which is the key of its row; null if about none. */
  @Nullable String idOf(EventMessage<?> event);

  /**
   * The kinds of tasks that must not wait for each other. Their names are stored: never to be
   * changed.
   */
  Set<String> lanes();

  /**
   * The lane of the pending task.
   *
   * @param document of a saga whose task is pending
   */
  String laneOf(D document);

  /** What the saga is told when the deadline of this turn is due. */
  Object deadlineExpired(long turn);

  /**
   * The table of one kind, with the columns document, turn, task, lane, lease_until and
   * deadline_at.
   *
   * @param name with its schema
   * @param key the column of the saga's id
   * @param keyType of that column, in PostgreSQL's words
   */
  record TableName(String name, String key, String keyType) {

    /**
     * A statement about this table: {@code {table}}, {@code {key}} and {@code {type}} filled in.
     */
    String in(String template) {
      return template.replace("{table}", name).replace("{key}", key).replace("{type}", keyType);
    }
  }
}
