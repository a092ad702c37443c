create table ordering.product (
  -- Collated by bytes, so that the order of locking is the same for every session and for Java.
  sku text collate "C" primary key,
  name text not null,
  description text,
  unit_price_amount numeric(17, 4) not null check (unit_price_amount >= 0),
  currency char(3) not null,
  -- What can still be sold; reserved pieces are no longer in it.
  stock bigint not null check (stock >= 0)
);

comment on column ordering.product.stock is 'pieces that can still be sold, without the reserved ones';

-- What was answered to an order that asked for stock: repeated for it ever after.
create table ordering.stock_decision (
  order_id uuid primary key,
  outcome text not null check (outcome in ('RESERVED', 'REFUSED', 'RELEASED')),
  refusal text
);

-- The pieces an order holds. A completed order keeps its rows: they are the goods that left.
create table ordering.stock_reservation (
  order_id uuid not null,
  sku text collate "C" not null,
  quantity integer not null check (quantity > 0),
  primary key (order_id, sku)
);

-- Personal data, kept apart from the events so that it can be erased. The fingerprint names the
-- request that brought it: two requests may race for one order, and only one of them creates it.
create table ordering.shipping_address (
  order_id uuid not null,
  fingerprint text not null,
  recipient text not null,
  street text not null,
  postal_code text not null,
  city text not null,
  region text,
  country char(2) not null,
  primary key (order_id, fingerprint)
);
