-- As many orders as ${orders}, as a shop has them after a year: most are completed, a few cancelled, very few under way;
-- products and customers are bought and buy unequally often. The same each time it is run.
select setseed(0.42);

create temporary table product as
select n,
  (array['Laptop', 'Keyboard', 'Mouse', 'Monitor', 'Lamp', 'Desk', 'Chair', 'Headset', 'Camera', 'Printer',
    'Cable', 'Charger', 'Speaker', 'Router', 'Tablet', 'Phone', 'Bag', 'Stand', 'Hub', 'Drive'])[1 + n % 20] as kind,
  (array['black', 'white', 'silver', 'blue', 'red', 'green', 'oak', 'walnut', 'compact', 'wireless',
    'mechanical', 'ergonomic', 'foldable', 'portable', 'curved', 'quiet', 'bright', 'heavy', 'slim', 'rugged',
    'crème', 'façade', 'Müller'])[1 + (n / 20) % 23] as trait
from generate_series(0, 1999) as n;

create temporary table generated as
select n,
  ('0' || substr(md5(n::text), 2))::uuid as order_id,
  timestamptz '2025-03-01T00:00:00Z' + n * (interval '365 days' / ${orders}) as created_at,
  'c-' || floor(power(random(), 3) * 100000)::int as customer_id,
  case when n % 5 > 0 then 'ORD-' || (1000000 + n) end as reference,
  (round((power(random(), 2) * 2000)::numeric, 2) + 5)::numeric(20,2) as total,
  case when n % 10 = 0 then 'USD' else 'EUR' end as currency,
  random() as fate,
  -- open orders are young
  ${orders} - n < ${orders} * 0.004 as young,
  array(select floor(power(random(), 2) * 2000)::int from generate_series(0, n % 3)) as products
from generate_series(1, ${orders}) as n;

create temporary table fated as
select generated.*,
  case when young and fate < 0.2 then 'CREATED' when young and fate < 0.4 then 'AWAITING_PAYMENT'
    when young and fate < 0.6 then 'PROCESSING' when young and fate < 0.8 then 'SHIPPED'
    when fate < 0.0001 then 'CANCELLING' when fate < 0.04 then 'CANCELLED' else 'COMPLETED' end as status
from generated;

create temporary table stated as
select fated.*, created_at + interval '90 seconds' + fate * interval '2 days' as updated_at,
  case status when 'CREATED' then 'PENDING' when 'AWAITING_PAYMENT' then 'PENDING' when 'CANCELLING' then 'REFUND_PENDING'
    when 'CANCELLED' then (array['DECLINED', 'REFUNDED', 'TIMED_OUT', 'VOIDED', 'NOT_CHARGED'])[1 + n % 5]
    else 'CAPTURED' end as payment_status,
  case status when 'CREATED' then 'PENDING' when 'AWAITING_PAYMENT' then 'RESERVED' when 'PROCESSING' then 'RESERVED'
    when 'SHIPPED' then 'DISPATCHED' when 'CANCELLING' then 'RESERVED' when 'CANCELLED' then 'RELEASED'
    else 'DELIVERED' end as fulfillment_status,
  case when status in ('CANCELLED', 'CANCELLING') then (array['CUSTOMER', 'CUSTOMER', 'OUT_OF_STOCK', 'PAYMENT_DECLINED',
    'PAYMENT_DECLINED', 'PAYMENT_TIMED_OUT', 'SHIPPING_REFUSED', 'OPERATOR'])[1 + n % 8] end as reason,
  case when status = 'CANCELLING' then
    '[{"kind":"COMPENSATION","step":"PAYMENT","reason":"refund refused","since":"2026-01-01T00:00:00Z","version":1}]'
    else '[]' end::jsonb as attention,
  case when status in ('SHIPPED', 'COMPLETED') then '1Z' || upper(substr(md5('t' || n), 1, 14)) end as tracking_number
from fated;

insert into views.order_view
  (order_id, version, state, status, payment_status, fulfillment_status, customer_id, total, currency, reference,
   created_at, updated_at, attention, cancellation_reason)
select order_id, 5, jsonb_strip_nulls(jsonb_build_object(
    'placed', jsonb_build_object(
      'orderId', order_id, 'customerId', customer_id,
      'total', jsonb_build_object('amount', total::text, 'currency', currency),
      'items', (select jsonb_agg(jsonb_build_object(
          'sku', lower(kind) || '-' || p.n, 'name', kind || ', ' || trait || ' ' || p.n % 50, 'quantity', 1,
          'unitPrice', jsonb_build_object('amount', '5.00', 'currency', currency)))
        from unnest(products) as bought join product p on p.n = bought),
      'paymentMethod', 'pm_card_ok', 'reference', reference, 'createdAt', to_jsonb(created_at)),
    'status', status,
    'progress', jsonb_build_object('fulfillmentStatus', fulfillment_status,
      'shipment', case when tracking_number is not null then jsonb_build_object(
        'trackingNumber', tracking_number, 'dispatchedAt', to_jsonb(updated_at)) end,
      'cancellation', case when reason is not null then jsonb_build_object('reason', reason, 'step', 'STOCK',
        'actor', 'SYSTEM', 'startedAt', to_jsonb(updated_at)) end),
    'payment', jsonb_build_object('status', payment_status, 'charges', '{"payment":"ch_1","owed":[]}'::jsonb),
    'steps', jsonb_build_object('steps', (select jsonb_agg(jsonb_build_object(
        'step', step, 'state', 'SUCCEEDED', 'attempt', 1))
      from unnest(array['STOCK', 'PAYMENT', 'PROCESSING', 'SHIPPING', 'DELIVERY']) as step)),
    'attentions', jsonb_build_object('raised', attention),
    'version', 5, 'updatedAt', to_jsonb(updated_at))),
  status, payment_status, fulfillment_status, customer_id, total, currency, reference, created_at, updated_at, attention,
  reason
from stated;

insert into views.order_search
select order_id, created_at, customer_id, currency, total, state #>> '{progress,shipment,trackingNumber}',
  state #> '{placed,labels}', version, views.search_document(state)
from views.order_view;

insert into views.search_word
select distinct word from views.order_view, views.product_words(state) as word
on conflict do nothing;

drop table product, generated, fated, stated;
