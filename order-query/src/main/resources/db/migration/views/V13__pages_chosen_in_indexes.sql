-- Which orders a page shows is decided by what indexes hold, without fetching the rows of those that are passed over. No
-- index more than before, so that an update still writes as many; their entries are longer.
--
-- The primary key holds what changes: a list that is led along the order of creation or the total, or a search, looks here
-- whether an order has the wanted status.
--
-- Of orders that are not simply completed the index of the statuses holds all that lists filter and sort by. It is in the
-- order of creation within a status: the newest are at hand, the last changed and the dearest are found among its entries.
--
-- The indexes by creation and by total hold what lists with the one sorting filter by the other.
--
-- order_view_next and order_search_next get the indexes that are only read when its replay has come to its end, the same as those here.
do $$
declare
  rows_of text;
  key text;
begin
  foreach rows_of in array array['order_view', 'order_view_next'] loop
    continue when to_regclass('views.' || rows_of) is null;
    select conname into strict key from pg_constraint where conrelid = ('views.' || rows_of)::regclass and contype = 'p';
    execute format('create unique index %I on views.%I (order_id)
      include (updated_at, status, payment_status, fulfillment_status, cancellation_reason)', key || '_new', rows_of);
    execute format('alter table views.%I drop constraint %I, add constraint %2$I primary key using index %I',
      rows_of, key, key || '_new');
  end loop;
end $$;

drop index if exists views.order_view_statuses, views.order_view_statuses_next;
drop index if exists views.order_view_reason, views.order_view_reason_next;

create index order_view_statuses on views.order_view (status, created_at, order_id)
  include (updated_at, currency, total, payment_status, fulfillment_status, cancellation_reason)
  where status <> 'COMPLETED' or payment_status <> 'CAPTURED' or fulfillment_status <> 'DELIVERED';

create index order_view_reason on views.order_view (cancellation_reason, created_at, order_id)
  include (updated_at, currency, total, status, payment_status, fulfillment_status)
  where cancellation_reason is not null;

drop index if exists views.order_search_created, views.order_search_created_next;
drop index if exists views.order_search_total, views.order_search_total_next;
create index order_search_created on views.order_search (created_at, order_id) include (currency, total);
create index order_search_total on views.order_search (currency, total, order_id) include (created_at);
