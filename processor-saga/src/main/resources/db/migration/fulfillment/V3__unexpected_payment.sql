-- One row per charge that must go back: its saga, outbox and timer. A row is deleted when the money has gone back.
create table fulfillment.unexpected_payment (
  charge_id   text        not null primary key check (length(charge_id) between 1 and 128),
  -- charge, state and pending task; see UnexpectedPaymentDocument for the names used in it
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

create index unexpected_payment_lapsed on fulfillment.unexpected_payment (lease_until) where task is not null;
create index unexpected_payment_due on fulfillment.unexpected_payment (deadline_at) where deadline_at is not null;
