-- What is only read and written together with its order becomes one document: the state as the projection folds it. The
-- other columns are those by which rows are searched, copies of what is in the state. A row is the same as a replay would
-- write it, times and amounts to the character.
--
-- A version before this one reads the columns dropped here: stop its nodes first.

-- As Java writes an instant: none, three or six digits of a second.
create function pg_temp.instant(at timestamptz) returns text language sql as $$
  select regexp_replace(to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '(\.000000|000)$', '') || 'Z'
$$;

-- With the decimals of its currency, which every unit price shows.
create function pg_temp.amount(total numeric, items jsonb) returns text language sql as $$
  select round(total, coalesce(scale((items #>> '{0,unitPrice,amount}')::numeric), 2))::text
$$;

do $$
declare
  rows_of text;
begin
  foreach rows_of in array array['order_view', 'order_view_next'] loop
    continue when to_regclass('views.' || rows_of) is null;
    execute format($sql$
      alter table views.%I alter column items type jsonb using jsonb_strip_nulls(jsonb_build_object(
        'placed', jsonb_build_object(
          'orderId', order_id, 'customerId', customer_id,
          'total', jsonb_build_object('amount', pg_temp.amount(total, items), 'currency', currency),
          'items', items, 'paymentMethod', payment_method, 'reference', reference,
          'createdAt', pg_temp.instant(created_at)),
        'status', status,
        'progress', jsonb_build_object(
          'fulfillmentStatus', fulfillment_status, 'shipment', shipment, 'cancellation', cancellation),
        'payment', jsonb_build_object('status', payment_status, 'charges', charges),
        'steps', jsonb_build_object('steps', steps),
        'attentions', jsonb_build_object('raised', attention),
        'version', version,
        'updatedAt', pg_temp.instant(updated_at)))
      $sql$, rows_of);
    execute format('alter table views.%I rename column items to state', rows_of);
    execute format('alter table views.%I drop column payment_method, drop column steps, drop column shipment, '
      'drop column cancellation, drop column charges', rows_of);
  end loop;
end $$;
