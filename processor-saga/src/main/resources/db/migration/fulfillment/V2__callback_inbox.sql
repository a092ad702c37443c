-- What partners have told us and the order does not know yet. A row is written before the partner is answered, so that
-- what was acknowledged is never lost; the order itself is what tells a duplicate from news.
create table fulfillment.inbox (
  partner     text        not null check (partner in ('PAYMENT', 'SHIPPING')),
  event_id    text        not null check (length(event_id) between 1 and 64),
  body        text        not null,
  received_at timestamptz not null,
  state       text        not null default 'PENDING' check (state in ('PENDING', 'DONE', 'REJECTED')),
  -- When it may be taken (again): the end of a pause, or of the lease of whoever works on it.
  due_at      timestamptz not null,
  attempts    integer     not null default 0,
  -- Why it was rejected, or what went wrong last.
  reason      text check (length(reason) <= 500),
  settled_at  timestamptz,
  primary key (partner, event_id),
  check ((state = 'PENDING') = (settled_at is null))
);

create index inbox_due on fulfillment.inbox (due_at) where state = 'PENDING';
create index inbox_done on fulfillment.inbox (settled_at) where state = 'DONE';
create index inbox_rejected on fulfillment.inbox (settled_at) where state = 'REJECTED';

comment on table fulfillment.inbox is
  'Callbacks of partners. Rows in state REJECTED wait for a person: they could not be told to any order.';
