-- What operators have switched off, or on again, in this module; a switch without a row is on. Every node reads it each second.
create table ordering.operator_switch (
  name       text        not null primary key check (length(name) between 1 and 63),
  state      text        not null check (state in ('ON', 'OFF')),
  reason     text        not null check (length(reason) between 1 and 500),
  -- null where callers have no names
  actor      text,
  -- when it was set to this state
  changed_at timestamptz not null
);

-- How it failed last, for operators; null in rows of earlier versions.
alter table ordering.dead_letter add column trace text check (length(trace) <= 8000);
