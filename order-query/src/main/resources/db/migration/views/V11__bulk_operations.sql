-- One answer for many orders. The orders are chosen when the operation is previewed and never again: what matches later is
-- not acted upon. The node that works on one renews its lease with every step; another goes on once the lease is over.
create table views.bulk_operation (
    operation_id   bigint       generated always as identity primary key,
    action         text         not null check (action in ('RETRY', 'RESOLVE', 'CANCEL')),
    filter         jsonb        not null, -- by name, the values of each
    outcome        text,                  -- of shipments that are resolved
    note           text         not null,
    orders         integer      not null, -- how many were chosen
    state          text         not null check (state in ('PREVIEWED', 'RUNNING', 'PAUSED', 'DONE', 'CANCELLED')),
    created_by     text         not null, -- empty where callers are not known
    created_at     timestamptz  not null,
    confirmed_by   text,
    confirmed_at   timestamptz,
    correlation_id text,                  -- of the request that confirmed it
    ended_at       timestamptz,
    owner          varchar(255),
    leased_until   timestamptz,
    key_hash       bytea,                 -- of the Idempotency-Key
    request        text                   -- all that was asked for under that key
);

create unique index bulk_operation_key on views.bulk_operation (created_by, key_hash) where key_hash is not null;

create table views.bulk_operation_order (
    operation_id bigint      not null references views.bulk_operation on delete cascade,
    order_id     uuid        not null,
    attentions   jsonb,                -- that are answered, each in the version it had; null for a cancellation
    tries        integer     not null default 0, -- that were not answered
    result       text        check (result in ('DONE', 'REFUSED', 'UNCHANGED')),
    code         text,
    detail       text,
    answered_at  timestamptz,
    primary key (operation_id, order_id)
);

-- The orders that are left, in the order in which they are worked off: what was not answered waits until the last.
create index bulk_operation_order_left on views.bulk_operation_order (operation_id, tries, order_id) where result is null;
