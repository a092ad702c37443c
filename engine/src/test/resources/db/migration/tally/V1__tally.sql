create table tally.token_entry (
    processor_name varchar(255) not null,
    segment        integer      not null,
    token          bytea,
    token_type     varchar(255),
    time_stamp     varchar(255),
    owner          varchar(255),
    primary key (processor_name, segment)
) with (fillfactor = 50);

create table tally.seen (
    tally_id text    not null,
    total    integer not null
);
