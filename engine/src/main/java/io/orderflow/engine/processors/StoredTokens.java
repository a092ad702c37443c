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

/** Reads the tokens of all nodes without claims or locks. */
public final class StoredTokens {

  private final JdbcTemplate jdbc;
  private final Serializer serializer;

  StoredTokens(JdbcTemplate jdbc, Serializer serializer) {
    this.jdbc = jdbc;
    this.serializer = serializer;
  }

  /** One for each segment; empty before the first start of the processor. */
  public List<StoredToken> of(EventProcessor processor) {
    return jdbc.query(
        "select segment, token, token_type, owner, time_stamp from %s.token_entry where processor_name = ? order by segment"
            .formatted(processor.schema()),
        (row, _) -> stored(row),
        processor.name());
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
