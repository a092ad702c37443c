-- Each comparison of order_view with the event store. The node that works on one renews its lease with every step; another
-- goes on once the lease is over.
create table views.view_check (
    check_id     bigint       generated always as identity primary key,
    projection   varchar(255) not null,
    state        text         not null check (state in ('RUNNING', 'DONE', 'CANCELLED')),
    orders       bigint       not null,            -- rows when it began
    checked      bigint       not null default 0,  -- rows compared so far
    last_order   uuid         not null,            -- the last of them, in the order of their ids
    rows_done    boolean      not null default false,
    target       bigint       not null,            -- the newest event when it began
    position     bigint       not null default -1, -- up to which orders without a row were looked for
    differing    bigint       not null default 0,
    missing      bigint       not null default 0,
    owner        varchar(255),
    leased_until timestamptz  not null,
    started_at   timestamptz  not null,
    ended_at     timestamptz,
    check ((state = 'RUNNING') = (ended_at is null))
);

create unique index view_check_running on views.view_check (projection) where state = 'RUNNING';

-- The first of the differences found by a check.
create table views.view_difference (
    check_id bigint       not null references views.view_check on delete cascade,
    order_id uuid         not null,
    kind     text         not null,
    event    bigint       not null,
    detail   varchar(500) not null,
    primary key (check_id, order_id)
);
