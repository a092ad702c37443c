-- Dispatched goods are marked by an event processor, in batches: its tokens, dead letters and nodes. It begins with the
-- first event there is; marking again changes nothing.
create table ordering.token_entry (
  processor_name varchar(255) not null,
  segment        integer      not null,
  token          bytea,
  token_type     varchar(255),
  time_stamp     varchar(255),
  owner          varchar(255),
  primary key (processor_name, segment)
) with (fillfactor = 50); -- updated in place with every batch

create table ordering.dead_letter (
  processor_name varchar(255) not null,
  aggregate_id   varchar(255) not null,
  first_sequence bigint       not null,
  last_sequence  bigint       not null,
  event_type     varchar(255) not null,
  reason         varchar(500) not null,
  tries          integer      not null,
  parked_at      timestamptz  not null,
  primary key (processor_name, aggregate_id),
  check (first_sequence <= last_sequence)
);

create table ordering.processor_node (
  processor_name varchar(255) not null,
  node           varchar(255) not null,
  joined_at      timestamptz  not null,
  seen_at        timestamptz  not null,
  primary key (processor_name, node)
) with (fillfactor = 50);
