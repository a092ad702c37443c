package io.orderflow.engine.processors;

import java.time.Duration;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The heartbeats of a processor's nodes. Times are the database's, so that the nodes' clocks need
 * not agree.
 */
public final class NodeHeartbeats {

  private final JdbcTemplate jdbc;
  private final String node;
  private final Duration timeout;

  /**
   * @param node the name of this node in its claims
   * @param timeout after which a silent node counts as gone, the same as that of its claims
   */
  public NodeHeartbeats(JdbcTemplate jdbc, String node, Duration timeout) {
    this.jdbc = jdbc;
    this.node = node;
    this.timeout = timeout;
  }

  /**
   * @param segments of the processor, on all nodes
   * @param others how many other nodes are alive
   * @param older how many of them joined earlier
   */
  record Present(int segments, int others, int older) {

    /**
     * The fair share of this node; the oldest nodes share the remainder. At least one, so that no
     * segment stays free.
     */
    int share() {
      int nodes = others + 1;
      int part = segments / nodes + (older < segments % nodes ? 1 : 0);
      return Math.max(1, part);
    }
  }

  /** Records the heartbeat of this node, and returns which others are alive. */
  Present beat(EventProcessorDefinition processor) {
    var name = processor.name();
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            with here as (
              insert into %1$s.processor_node (processor_name, node, joined_at, seen_at)
              values (?, ?, now(), now())
              on conflict (processor_name, node) do update set seen_at = excluded.seen_at
              returning node, joined_at)
            select (select count(*) from %1$s.token_entry where processor_name = ?) as segments,
              count(other.node) as others,
              count(other.node) filter (
                where (other.joined_at, other.node) < (here.joined_at, here.node)) as older
            from here left join %1$s.processor_node other on other.processor_name = ?
              and other.node <> here.node and other.seen_at > now() - ? * interval '1 millisecond'
            group by here.node, here.joined_at"""
                .formatted(processor.schema()),
            (row, _) -> new Present(row.getInt(1), row.getInt(2), row.getInt(3)),
            name,
            node,
            name,
            name,
            timeout.toMillis()));
  }

  /** Also deletes nodes that died long ago. */
  void leave(EventProcessorDefinition processor) {
    jdbc.update(
        """
        delete from %s.processor_node where processor_name = ?
        and (node = ? or seen_at < now() - interval '1 day')"""
            .formatted(processor.schema()),
        processor.name(),
        node);
  }
}
