-- How far each publisher has come in the event store.
create table integration.token_entry (
  processor_name varchar(255) not null,
  segment        integer      not null,
  token          bytea,
  token_type     varchar(255),
  time_stamp     varchar(255),
  owner          varchar(255),
  primary key (processor_name, segment)
) with (fillfactor = 50);

-- Orders whose events cannot be published: their publisher has stopped for them, and goes on with all others.
create table integration.dead_letter (
  processor_name varchar(255) not null,
  aggregate_id   varchar(255) not null,
  -- the place of the event that cannot be published in the order's stream, and of the last that waits behind it
  first_sequence bigint       not null,
  last_sequence  bigint       not null,
  event_type     varchar(255) not null,
  reason         varchar(500) not null,
  tries          integer      not null,
  parked_at      timestamptz  not null,
  trace          text check (length(trace) <= 8000),
  primary key (processor_name, aggregate_id),
  check (first_sequence <= last_sequence)
);

-- Which nodes run a publisher, and when each said so last.
create table integration.processor_node (
  processor_name varchar(255) not null,
  node           varchar(255) not null,
  joined_at      timestamptz  not null,
  seen_at        timestamptz  not null,
  primary key (processor_name, node)
) with (fillfactor = 50);

-- What operators have switched off.
create table integration.operator_switch (
  name       text        not null primary key check (length(name) between 1 and 63),
  state      text        not null check (state in ('ON', 'OFF')),
  reason     text        not null check (length(reason) between 1 and 500),
  actor      text,
  changed_at timestamptz not null
);
