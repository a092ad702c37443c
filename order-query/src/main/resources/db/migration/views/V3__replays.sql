-- Each replay there was. It builds order_view_next beside order_view, and takes its place when it is as new.
create table views.replay (
    replay_id        bigint       generated always as identity primary key,
    processor_name   varchar(255) not null,
    state            text         not null check (state in ('RUNNING', 'DONE', 'CANCELLED', 'FAILED')),
    target           bigint       not null, -- the position every segment has to reach; moved on when it is reached late
    target_since     timestamptz  not null,
    position         bigint,                -- where it ended
    reason           varchar(500),          -- why it failed
    started_at       timestamptz  not null,
    ended_at         timestamptz,
    -- Where the segment furthest behind was when the replay began: from there on it goes on after a cancellation.
    resume_token      text,
    resume_token_type varchar(255),
    check ((state = 'RUNNING') = (ended_at is null))
);

create unique index replay_running on views.replay (processor_name) where state = 'RUNNING';

-- One row while order_view_next is what the projection writes, none while it writes order_view.
--
-- Every batch of the projection reads it first, in its own transaction. Whoever begins or ends a replay locks it against
-- those readers, so that no batch is under way then, on any node, and every later one sees what has changed.
create table views.rebuilding (
    replay_id bigint primary key references views.replay
);

-- The dead letters from before the replay, which tries them anew: what a cancellation puts back.
create table views.dead_letter_before_replay (like views.dead_letter including all);
