-- A deleted product keeps its row and what is left of it: orders placed before still reserve from it.
alter table ordering.product
  add column deleted_at timestamptz,
  -- Grows with every change of the row, of its stock too.
  add column version bigint not null default 0;

-- Goods that have left are nobody's reservation any more. What was reserved before this column existed cannot be told
-- apart, and counts as gone: it is shown too low for as long as those orders are under way.
alter table ordering.stock_reservation add column dispatched boolean not null default true;
alter table ordering.stock_reservation alter column dispatched set default false;

create index stock_reservation_open on ordering.stock_reservation (sku) include (quantity) where not dispatched;

-- What was answered to a request that must not be carried out twice. Written in the transaction that carries it out.
create table ordering.answered_request (
  caller text not null,
  key_hash bytea not null, -- the key itself is the client's secret
  request text not null,
  answer text, -- null only while the first is being carried out, which nobody else can see
  answered_at timestamptz not null,
  primary key (caller, key_hash)
);

create index answered_request_age on ordering.answered_request (answered_at);
