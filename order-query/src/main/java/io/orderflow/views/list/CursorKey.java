package io.orderflow.views.list;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The key that signs cursors. It is in the database, so that all nodes have the same one. */
@Component
class CursorKey {

  private final JdbcTemplate jdbc;
  private volatile byte @Nullable [] known;

  CursorKey(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Read once, when the first cursor is made or sent. */
  byte[] value() {
    byte[] key = known;
    if (key == null) {
      key =
          Objects.requireNonNull(
              jdbc.queryForObject("select key from views.cursor_key", byte[].class));
      known = key;
    }
    return key;
  }
}
