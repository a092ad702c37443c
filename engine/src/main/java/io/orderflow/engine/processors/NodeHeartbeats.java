package io.orderflow.engine.processors;

import java.time.Duration;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Which nodes take part in a processor's work, as each of them keeps saying. Times are those of the
 * database, so that clocks of nodes need not agree.
 */
public final class NodeHeartbeats {

  private final JdbcTemplate jdbc;
  private final String node;
  private final Duration timeout;

  /**
   * @param node how this node names itself in its claims
   * @param timeout after which a silent node counts no more, as its claims do
   */
  public NodeHeartbeats(JdbcTemplate jdbc, String node, Duration timeout) {
    this.jdbc = jdbc;
    this.node = node;
    this.timeout = timeout;
  }

  /**
   * @param segments of the processor, however many nodes have them
   * @param others how many other nodes are there
   * @param older how many of them have been there for longer
   */
  record Present(int segments, int others, int older) {

    /**
     * How many segments this node may have: its part, of which the oldest nodes have what is left
     * over. Never none, so that whatever is free finds somebody.
     */
    int share() {
      int nodes = others + 1;
      int part = segments / nodes + (older < segments % nodes ? 1 : 0);
      return Math.max(1, part);
    }
  }

  /** Says that this node is there, and learns who else is. */
  Present say(EventProcessor processor) {
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

  /** Also forgets those that have died long ago. */
  void leave(EventProcessor processor) {
    jdbc.update(
        """
        delete from %s.processor_node where processor_name = ?
        and (node = ? or seen_at < now() - interval '1 day')"""
            .formatted(processor.schema()),
        processor.name(),
        node);
  }
}
