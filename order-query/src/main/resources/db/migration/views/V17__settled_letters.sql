-- Dead letters that operators have settled: who has, when and how.
create table views.settled_letter (
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
create index settled_letter_newest on views.settled_letter (processor_name, settled_at);
