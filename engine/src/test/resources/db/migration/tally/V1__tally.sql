create table tally.token_entry (
    processor_name varchar(255) not null,
    segment        integer      not null,
    token          bytea,
    token_type     varchar(255),
    time_stamp     varchar(255),
    owner          varchar(255),
    primary key (processor_name, segment)
) with (fillfactor = 50);

create table tally.seen (
    tally_id text    not null,
    total    integer not null
);

create table tally.dead_letter (
  processor_name varchar(255) not null,
  aggregate_id   varchar(255) not null,
  -- the place of the event that cannot be handled in the aggregate's stream, and of the last that waits behind it
  first_sequence bigint       not null,
  last_sequence  bigint       not null,
  event_type     varchar(255) not null,
  reason         varchar(500) not null,
  tries          integer      not null,
  parked_at      timestamptz  not null,
  trace          text,
  primary key (processor_name, aggregate_id),
  check (first_sequence <= last_sequence)
);

create table tally.settled_letter (
  processor_name varchar(255) not null,
  aggregate_id   varchar(255) not null,
  first_sequence bigint       not null,
  last_sequence  bigint       not null,
  event_type     varchar(255) not null,
  reason         varchar(500) not null,
  -- whether the processor does without the events; else it has handled them
  discarded      boolean      not null,
  -- null where callers have no names
  actor          text,
  -- why it was discarded
  note           text check (length(note) between 1 and 500),
  settled_at     timestamptz  not null,
  check ((note is not null) = discarded)
);
create index settled_letter_newest on tally.settled_letter (processor_name, settled_at);

create table tally.processor_node (
  processor_name varchar(255) not null,
  node           varchar(255) not null,
  joined_at      timestamptz  not null,
  seen_at        timestamptz  not null,
  primary key (processor_name, node)
) with (fillfactor = 50);

create table tally.operator_switch (
  name       text        not null primary key check (length(name) between 1 and 63),
  state      text        not null check (state in ('ON', 'OFF')),
  reason     text        not null check (length(reason) between 1 and 500),
  -- null where callers have no names
  actor      text,
  -- when it was set to this state
  changed_at timestamptz not null
);
