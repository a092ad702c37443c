-- Where public events are sent.
create table webhooks.endpoint (
  id              bigint      generated always as identity primary key,
  url             text        not null check (length(url) between 1 and 2000),
  description     text        check (length(description) between 1 and 200),
  -- null stands for all types
  event_types     text[]      check (cardinality(event_types) > 0),
  -- an order must have all of them
  labels          jsonb       not null,
  -- one that is deleted is gone for everybody but the cleaning, which removes its deliveries first
  state           text        not null check (state in ('ENABLED', 'DISABLED', 'DELETED')),
  disabled_for    text        check (disabled_for in ('OPERATOR', 'GONE', 'FAILING')),
  disabled_at     timestamptz,
  -- when it was enabled again: what waits is tried anew since then
  resumed_at      timestamptz,
  -- encrypted
  secret          bytea       not null,
  -- the one before; it signs too until then
  earlier_secret  bytea,
  earlier_until   timestamptz,
  -- the first failure since the last success
  failing_since   timestamptz,
  -- how often in a row there was no answer, and until when nothing is sent
  unanswered      integer     not null default 0,
  paused_until    timestamptz,
  version         bigint      not null default 1,
  created_at      timestamptz not null,
  check ((state = 'DISABLED') = (disabled_for is not null and disabled_at is not null)),
  check ((earlier_secret is null) = (earlier_until is null))
) with (fillfactor = 70);

-- What is sent: each event once, for however many endpoints.
create table webhooks.event (
  id        text        primary key,
  type      text        not null,
  order_id  text        not null,
  body      text        not null,
  stored_at timestamptz not null
);

create index event_stored_at on webhooks.event (stored_at);

-- One event on its way to one endpoint.
create table webhooks.delivery (
  id          bigint      generated always as identity primary key,
  endpoint_id bigint      not null references webhooks.endpoint on delete cascade,
  event_id    text        not null references webhooks.event,
  state       text        not null check (state in ('WAITING', 'DELIVERED', 'FAILED')),
  created_at  timestamptz not null,
  -- since when it is tried, and how often it has failed since then
  begun_at    timestamptz not null,
  failures    integer     not null default 0,
  due_at      timestamptz not null,
  -- all of them, also those before a redelivery
  attempts    integer     not null default 0,
  unique (endpoint_id, event_id)
) with (fillfactor = 70);

create index delivery_due on webhooks.delivery (endpoint_id, due_at, id) where state = 'WAITING';
create index delivery_log on webhooks.delivery (endpoint_id, id);
create index delivery_failed on webhooks.delivery (endpoint_id, id) where state = 'FAILED';
create index delivery_created_at on webhooks.delivery (created_at);
create index delivery_event on webhooks.delivery (event_id);

-- What came of each try.
create table webhooks.attempt (
  delivery_id   bigint      not null references webhooks.delivery on delete cascade,
  number        integer     not null,
  at            timestamptz not null,
  -- null where there was no answer
  status        integer,
  milliseconds  integer     not null,
  -- the beginning of the answer, or why there was none
  said          text        not null check (length(said) <= 1024),
  primary key (delivery_id, number)
);

-- Of db-scheduler: the table that its version 16 describes for PostgreSQL. Of priorities nothing is used.
create table webhooks.scheduled_tasks (
  task_name            text        not null,
  task_instance        text        not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean     not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint      not null,
  priority             smallint,
  primary key (task_name, task_instance)
) with (fillfactor = 50);

create index scheduled_tasks_execution_time on webhooks.scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on webhooks.scheduled_tasks (last_heartbeat);
