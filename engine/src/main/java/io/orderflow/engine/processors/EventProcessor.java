package io.orderflow.engine.processors;

/**
 * Declares one streaming event processor of a module; the engine gives it its token store, its
 * wake-up, its error handling and its place to start: the tail, so that nothing in flight is
 * missed.
 *
 * <p>The module's own migration creates the table of the tokens:
 *
 * <pre>{@code
 * create table <schema>.token_entry (
 *     processor_name varchar(255) not null,
 *     segment        integer      not null,
 *     token          bytea,
 *     token_type     varchar(255),
 *     time_stamp     varchar(255),
 *     owner          varchar(255),
 *     primary key (processor_name, segment)
 * ) with (fillfactor = 50);
 * }</pre>
 *
 * <p>It is updated with every batch; the free space lets PostgreSQL do that in place. And the table
 * of the events it cannot handle:
 *
 * <pre>{@code
 * create table <schema>.dead_letter (
 *     processor_name varchar(255) not null,
 *     aggregate_id   varchar(255) not null,
 *     first_sequence bigint       not null,
 *     last_sequence  bigint       not null,
 *     event_type     varchar(255) not null,
 *     reason         varchar(500) not null,
 *     tries          integer      not null,
 *     parked_at      timestamptz  not null,
 *     primary key (processor_name, aggregate_id)
 * );
 * }</pre>
 *
 * <p>And the table in which the nodes that work on it say that they are there:
 *
 * <pre>{@code
 * create table <schema>.processor_node (
 *     processor_name varchar(255) not null,
 *     node           varchar(255) not null,
 *     joined_at      timestamptz  not null,
 *     seen_at        timestamptz  not null,
 *     primary key (processor_name, node)
 * ) with (fillfactor = 50);
 * }</pre>
 *
 * @param name the processing group, fixed for ever: it is the key of the stored tokens
 * @param schema the module's schema; tokens are stored in its {@code token_entry}, in one
 *     transaction with what the processor writes
 * @param segments into how many parts the work is split at its very first start
 * @param batchSize how many events are handled in one transaction at most
 * @param replayable whether it may handle old events once more: true only of a projection, which
 *     writes again what it can forget; never of what has effects elsewhere
 */
public record EventProcessor(
    String name, String schema, int segments, int batchSize, boolean replayable) {}
