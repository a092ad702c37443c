-- Rows that lacked an event when a check compared them. They are compared once more when the projection has passed every
-- event there was, by whichever node works on the check then.
create table views.view_check_late (
    check_id bigint not null references views.view_check on delete cascade,
    order_id uuid   not null,
    event    bigint not null, -- the first that the row lacked
    primary key (check_id, order_id)
);

-- What views.search_document gives, as a table: PostgreSQL then plans it with the statement that asks for it, instead of
-- executing a function for each order. That takes a fifth of what it costs to write an order's rows for the first time.
create function views.search_documents(state jsonb) returns table (document tsvector)
language sql stable parallel safe as $$
  select views.words(concat_ws(' ',
      names, skus, state #>> '{placed,reference}', state #>> '{placed,customerId}',
      state #>> '{progress,shipment,trackingNumber}', label_values))
    || array_to_tsvector(array_remove(keys || label_keys || array[
      'number=' || (state #>> '{placed,number}'),
      'reference=' || (state #>> '{placed,reference}'),
      'trackingNumber=' || (state #>> '{progress,shipment,trackingNumber}')], null))
  from (
    select string_agg(item ->> 'name', ' ') as names, string_agg(item ->> 'sku', ' ') as skus,
      array_agg('sku=' || (item ->> 'sku')) as keys
    from jsonb_array_elements(state #> '{placed,items}') as item) as items,
    (select string_agg(value, ' ') as label_values,
      array_agg('label=' || key) || array_agg('label=' || key || ':' || value) as label_keys
    from jsonb_each_text(state #> '{placed,labels}')) as labels
$$;

create or replace function views.search_document(state jsonb) returns tsvector language sql stable parallel safe as $$
  select document from views.search_documents(state)
$$;
