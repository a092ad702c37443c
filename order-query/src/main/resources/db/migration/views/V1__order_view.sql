-- One row per order: everything a client is shown of it, and the little more the next fold needs.
--
-- What lists filter and sort by is a typed column. What is only ever read and written together with its
-- order (lines, step ledger, shipment, cancellation, attention, charges) is jsonb: the fold replaces such
-- a part as a whole, so that a batch of events is one statement, not one per child table, and jsonb can
-- still be indexed when a list filters by it.
--
-- Every value comes from the events, none from the clock or a sequence: a replay gives the same rows.
create table order_view (
    order_id           uuid primary key,
    version            bigint        not null, -- sequence number of the newest event folded in
    status             text          not null,
    payment_status     text          not null,
    fulfillment_status text          not null,
    customer_id        text          not null,
    total              numeric(20,4) not null,
    currency           text          not null,
    payment_method     text          not null,
    reference          text,
    created_at         timestamptz   not null,
    updated_at         timestamptz   not null,
    items              jsonb         not null,
    steps              jsonb         not null,
    shipment           jsonb,
    cancellation       jsonb,
    attention          jsonb         not null,
    charges            jsonb         not null  -- the charge kept, and those that must go back
) with (fillfactor = 70); -- a row is rewritten some ten times in its first minutes; leave it room in its page

-- How far each event processor of this module has come, as the engine's token store wants it.
create table token_entry (
    processor_name varchar(255) not null,
    segment        integer      not null,
    token          bytea,
    token_type     varchar(255),
    time_stamp     varchar(255),
    owner          varchar(255),
    primary key (processor_name, segment)
) with (fillfactor = 50); -- updated in place with every batch
