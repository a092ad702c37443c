package io.orderflow.engine.processors;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The stored tokens of all segments, whichever node has claimed them. */
public final class StoredTokens {

  private final JdbcTemplate jdbc;
  private final Serializer serializer;

  StoredTokens(JdbcTemplate jdbc, Serializer serializer) {
    this.jdbc = jdbc;
    this.serializer = serializer;
  }

  /** One for each segment, unlocked; empty before the first start of the processor. */
  public List<StoredToken> of(EventProcessorDefinition processor) {
    return read(processor, "");
  }

  /**
   * The same, after waiting for tokens that are being written. No node can write or claim one until
   * the caller's transaction ends.
   */
  public List<StoredToken> lock(EventProcessorDefinition processor) {
    return read(processor, " for update");
  }

  /** The position of the segment that is furthest behind; before the first start, of none. */
  public long slowest(EventProcessorDefinition processor) {
    return of(processor).stream()
        .mapToLong(StoredToken::position)
        .min()
        .orElse(StoredToken.BEFORE_THE_FIRST);
  }

  private List<StoredToken> read(EventProcessorDefinition processor, String lock) {
    return jdbc.query(
        "select segment, token, token_type, owner, time_stamp from %s.token_entry where processor_name = ? order by segment%s"
            .formatted(processor.schema(), lock),
        (row, _) -> stored(row),
        processor.name());
  }

  /**
   * Has a segment go on from another position, in the caller's transaction, which has locked it.
   * Its claim ends: a batch under way is rolled back, because its node does not hold the segment
   * any more.
   *
   * @param position null for the one before the first event
   */
  public void replace(
      EventProcessorDefinition processor, int segment, @Nullable TrackingToken position) {
    var serialized = position == null ? null : serializer.serialize(position, byte[].class);
    jdbc.update(
        "update %s.token_entry set token = ?, token_type = ?, owner = null where processor_name = ? and segment = ?"
            .formatted(processor.schema()),
        serialized == null ? null : serialized.getData(),
        serialized == null ? null : serialized.getType().getName(),
        processor.name(),
        segment);
  }

  private StoredToken stored(ResultSet row) throws SQLException {
    String time = row.getString("time_stamp");
    return new StoredToken(
        row.getInt("segment"),
        token(row.getBytes("token"), row.getString("token_type")),
        row.getString("owner"),
        time == null ? null : DateTimeUtils.parseInstant(time));
  }

  private @Nullable TrackingToken token(byte @Nullable [] data, @Nullable String type) {
    return data == null || type == null
        ? null
        : serializer.deserialize(new SimpleSerializedObject<>(data, byte[].class, type, null));
  }
}
