package io.orderflow.engine.processors;

import java.time.Duration;

/**
 * Declares one streaming event processor of a module. The engine provides its token store, wake-up
 * and error handling.
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
 * <p>It is updated with every batch; the free space allows heap-only updates. And the table of its
 * dead letters:
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
 *     trace          text,
 *     primary key (processor_name, aggregate_id)
 * );
 * }</pre>
 *
 * <p>And the table of those that operators have settled:
 *
 * <pre>{@code
 * create table <schema>.settled_letter (
 *     processor_name varchar(255) not null,
 *     aggregate_id   varchar(255) not null,
 *     first_sequence bigint       not null,
 *     last_sequence  bigint       not null,
 *     event_type     varchar(255) not null,
 *     reason         varchar(500) not null,
 *     discarded      boolean      not null,
 *     actor          text,
 *     note           text,
 *     settled_at     timestamptz  not null
 * );
 * create index on <schema>.settled_letter (processor_name, settled_at);
 * }</pre>
 *
 * <p>And the table of the heartbeats of its nodes:
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
 * <p>And the table of the switches, with one of which operators pause it:
 *
 * <pre>{@code
 * create table <schema>.operator_switch (
 *     name       text        not null primary key,
 *     state      text        not null,
 *     reason     text        not null,
 *     actor      text,
 *     changed_at timestamptz not null
 * );
 * }</pre>
 *
 * @param name the processing group; it must never change, since it is the key of the stored tokens
 * @param schema the module's schema; tokens are stored in its {@code token_entry}, in one
 *     transaction with what the processor writes
 * @param segments the number of segments, fixed at the very first start
 * @param batchSize the most events of one transaction
 * @param replayable whether it may be replayed: true only of projections; never of processors with
 *     effects elsewhere
 * @param onDemand whether the module starts and stops it ({@link OnDemandProcessors}); all others
 *     run as long as the process
 * @param start where it begins at its very first start
 * @param rest after it was told of events it is not told of others for so long, and then handles
 *     them together; zero unless {@link #resting(Duration)} sets it
 */
public record EventProcessorDefinition(
    String name,
    String schema,
    int segments,
    int batchSize,
    boolean replayable,
    boolean onDemand,
    Start start,
    Duration rest) {

  /** Where a processor without stored tokens begins. */
  public enum Start {
    /** With the first event ever stored, so that it misses none. */
    FIRST_EVENT,
    /** With what happens from then on. An event that is being stored at that moment is missed. */
    NOW
  }

  /** A processor that begins with the first event. */
  public EventProcessorDefinition(
      String name,
      String schema,
      int segments,
      int batchSize,
      boolean replayable,
      boolean onDemand) {
    this(name, schema, segments, batchSize, replayable, onDemand, Start.FIRST_EVENT);
  }

  /** A processor that does not rest. */
  public EventProcessorDefinition(
      String name,
      String schema,
      int segments,
      int batchSize,
      boolean replayable,
      boolean onDemand,
      Start start) {
    this(name, schema, segments, batchSize, replayable, onDemand, start, Duration.ZERO);
  }

  /** A processor that runs as long as the process, and begins with the first event. */
  public EventProcessorDefinition(
      String name, String schema, int segments, int batchSize, boolean replayable) {
    this(name, schema, segments, batchSize, replayable, false);
  }

  /** The same, for a processor on which no order waits: fewer and larger batches cost less. */
  public EventProcessorDefinition resting(Duration longer) {
    return new EventProcessorDefinition(
        name, schema, segments, batchSize, replayable, onDemand, start, longer);
  }

  /** The switch by which operators pause it on all nodes. */
  public String switchName() {
    return "processor-" + name;
  }
}
