-- What the notification service has accepted, for the timelines of orders. The service has what it has sent.
create table integration.notification (
  order_id        uuid        not null,
  kind            text        not null check (length(kind) between 1 and 32),
  -- The charge that went back; empty for all kinds that an order has once.
  charge_id       text        not null check (length(charge_id) <= 128),
  notification_id text        not null check (length(notification_id) between 1 and 128),
  sent_at         timestamptz not null,
  primary key (order_id, kind, charge_id)
);
