package io.orderflow.integration;

import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which publishers operators have sent back. */
final class StartedResends {

  private final JdbcTemplate jdbc;

  StartedResends(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The newest of a publisher, which distinguishes it from all earlier ones; 0 if there was none.
   */
  long newest(String publisher) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            "select coalesce(max(resend_id), 0) from integration.resend where publisher = ? and started_at is not null",
            Long.class,
            publisher));
  }
}
