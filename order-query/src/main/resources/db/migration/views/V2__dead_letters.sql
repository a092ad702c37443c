-- Orders whose events a processor of this module cannot handle: it has stopped for them, and goes on with all others.
create table views.dead_letter (
  processor_name varchar(255) not null,
  aggregate_id   varchar(255) not null,
  -- the place of the event that cannot be handled in the aggregate's stream, and of the last that waits behind it
  first_sequence bigint       not null,
  last_sequence  bigint       not null,
  event_type     varchar(255) not null,
  reason         varchar(500) not null,
  tries          integer      not null,
  parked_at      timestamptz  not null,
  primary key (processor_name, aggregate_id),
  check (first_sequence <= last_sequence)
);
