-- Whose address it is, so that all of a customer's can be erased; since when it has been kept; and whether the order it
-- was sent for is known to exist. A row of an order that never came to be is swept.
alter table ordering.shipping_address
  add column customer_id text, -- null where it was kept before this column existed, until the sweep has asked its order
  add column kept_at timestamptz not null default now(),
  add column confirmed boolean not null default false;

create index shipping_address_customer on ordering.shipping_address (customer_id, kept_at);
create index shipping_address_unconfirmed on ordering.shipping_address (kept_at) where not confirmed;
