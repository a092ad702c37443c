-- The truth: what happened, in the order it was stored. Rows are only ever added.
create table eventstore.domain_event_entry (
    global_index         bigserial    primary key,
    aggregate_identifier varchar(255) not null,
    sequence_number      bigint       not null,
    type                 varchar(255),
    event_identifier     varchar(255) not null unique,
    meta_data            bytea,
    payload              bytea        not null,
    payload_revision     varchar(255),
    payload_type         varchar(255) not null,
    time_stamp           varchar(255) not null,
    -- The last guard of every decision: one event in each place of an aggregate's stream.
    unique (aggregate_identifier, sequence_number)
);
