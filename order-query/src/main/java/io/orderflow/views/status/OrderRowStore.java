package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import io.orderflow.engine.deadletter.IsolatingBatchWriter;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The rows as the projection uses them: any number of orders is one statement. The state is the
 * truth of a row; its other columns are copies by which rows are searched. While a replay builds
 * new rows beside those that are read, there are two of each order, in tables of the same form.
 */
@Component
class OrderRowStore {

  /**
   * What is searched for is stored once, and again when the tracking number is known or labels
   * change. The words of products are the same for the rows that are read and for those that a
   * replay builds.
   */
  private static final String UPSERT =
      """
      with states as materialized (
        select (state #>> '{placed,orderId}')::uuid as order_id,
          state #>> '{progress,shipment,trackingNumber}' as tracking_number,
          state #> '{placed,labels}' as labels, (state ->> 'version')::bigint as version, state
        from unnest((select ?::jsonb[])) as state -- of unknown length, so that it is planned once
      ), searched as (
        select * from states
        where not exists (
          select from views.order_search%1$s known where known.order_id = states.order_id
          and (known.tracking_number is not null or states.tracking_number is null)
          and known.labels is not distinct from states.labels offset 0)
      ), new_words as (
        insert into views.search_word
        select distinct word from searched, views.product_words(state) as word order by word
        on conflict do nothing
      ), search as (
        insert into views.order_search%1$s as known
        select order_id, (state #>> '{placed,createdAt}')::timestamptz,
          state #>> '{placed,customerId}', state #>> '{placed,total,currency}',
          (state #>> '{placed,total,amount}')::numeric, tracking_number, labels, version,
          document
        from searched, views.search_documents(state)
        on conflict (order_id) do update set
          tracking_number = excluded.tracking_number, labels = excluded.labels,
          version = excluded.version, document = excluded.document
        where known.version < excluded.version
      )
      insert into views.order_view%1$s as known
        (order_id, version, state, status, payment_status, fulfillment_status, customer_id,
         total, currency, reference, created_at, updated_at, attention, cancellation_reason)
      select order_id, version, state,
        state ->> 'status', state #>> '{payment,status}', state #>> '{progress,fulfillmentStatus}',
        state #>> '{placed,customerId}', (state #>> '{placed,total,amount}')::numeric,
        state #>> '{placed,total,currency}', state #>> '{placed,reference}',
        (state #>> '{placed,createdAt}')::timestamptz, (state ->> 'updatedAt')::timestamptz,
        state #> '{attentions,raised}', state #>> '{progress,cancellation,reason}'
      from states
      on conflict (order_id) do update set
        version = excluded.version, state = excluded.state, status = excluded.status,
        payment_status = excluded.payment_status, updated_at = excluded.updated_at,
        fulfillment_status = excluded.fulfillment_status, attention = excluded.attention,
        cancellation_reason = excluded.cancellation_reason
      where known.version < excluded.version
      """;

  private final JdbcTemplate jdbc;
  private final OrderRowMapper mapper;
  private final String table;
  private final String upsert;

  @Autowired
  OrderRowStore(JdbcTemplate jdbc, OrderRowMapper mapper) {
    this(jdbc, mapper, "views.order_view", UPSERT.formatted(""));
  }

  private OrderRowStore(JdbcTemplate jdbc, OrderRowMapper mapper, String table, String upsert) {
    this.jdbc = jdbc;
    this.mapper = mapper;
    this.table = table;
    this.upsert = upsert;
  }

  /**
   * The rows that a replay builds. Their transactions do not wait for the disk: what a crash of the
   * database takes back, rows and token together, is built again.
   */
  OrderRowStore next() {
    return new OrderRowStore(
        jdbc,
        mapper,
        "views.order_view_next",
        "set local synchronous_commit = off; " + UPSERT.formatted("_next"));
  }

  Map<OrderId, OrderViewState> load(Collection<OrderId> orderIds) {
    var found = new HashMap<OrderId, OrderViewState>();
    jdbc.query(
        "select order_id, state from %s where order_id = any(?)".formatted(table),
        row -> {
          var orderId = new OrderId(row.getObject("order_id", UUID.class));
          var state = row.getString("state");
          found.put(orderId, IsolatingBatchWriter.of(orderId.toString(), () -> mapper.read(state)));
        },
        (Object) uuids(orderIds));
    return found;
  }

  /**
   * Writes every order that is newer than its row. A row that is newer was written by another node
   * from the same events, and is left alone.
   */
  void save(Collection<OrderViewState> orders) {
    jdbc.update(upsert, (Object) orders.stream().map(mapper::write).toArray(String[]::new));
  }

  /** The version of each of these orders that has a row. */
  Map<OrderId, Long> versions(Collection<OrderId> orderIds) {
    var found = new HashMap<OrderId, Long>();
    jdbc.query(
        "select order_id, version from %s where order_id = any(?)".formatted(table),
        row -> {
          found.put(new OrderId(row.getObject("order_id", UUID.class)), row.getLong("version"));
        },
        (Object) uuids(orderIds));
    return found;
  }

  private static UUID[] uuids(Collection<OrderId> orderIds) {
    return orderIds.stream().map(OrderId::value).toArray(UUID[]::new);
  }
}
