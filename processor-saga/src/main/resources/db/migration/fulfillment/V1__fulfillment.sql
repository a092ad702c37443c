-- One row per order under way: the saga, its outbox and its timer. A row is deleted when its order has ended.
create table fulfillment.fulfillment (
  order_id    uuid        not null primary key,
  -- order, state and pending task; see FulfillmentDocument for the names used in it
  document    jsonb       not null,
  -- grows with every state; what answers an older one is stale
  turn        bigint      not null,
  -- the pending task in words; null when only the deadline is waited for
  task        text,
  -- the task is lent to a worker until then, and lent again by the poller afterwards
  lease_until timestamptz,
  -- the one live deadline
  deadline_at timestamptz,
  constraint task_has_lease check ((task is null) = (lease_until is null))
) with (fillfactor = 70);

create index fulfillment_lapsed on fulfillment.fulfillment (lease_until) where task is not null;
create index fulfillment_due on fulfillment.fulfillment (deadline_at) where deadline_at is not null;

-- Axon's tokens of the processors of this module, in one transaction with the rows above.
create table fulfillment.token_entry (
  processor_name varchar(255) not null,
  segment        integer      not null,
  token          bytea,
  token_type     varchar(255),
  time_stamp     varchar(255),
  owner          varchar(255),
  primary key (processor_name, segment)
) with (fillfactor = 50);
