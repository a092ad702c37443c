package io.orderflow.engine.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.outage.DatabaseLogin;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.TransactionSystemException;

/** Which failures may be left out of the log while PostgreSQL is away. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConnectionErrorsTest {

  @ParameterizedTest
  @ValueSource(strings = {"08001", "08003", "08006", "57P01", "57P02", "57P03"})
  void a_lost_connection_is_found_at_any_depth(String state) {
    var failure = new SQLException("planted", state);
    assertThat(
            ConnectionErrors.explains(new CompletionException(new IllegalStateException(failure))))
        .isTrue();
  }

  @Test
  void an_exhausted_pool_and_a_failed_rollback_count_as_lost_connections() {
    assertThat(ConnectionErrors.explains(new SQLTransientConnectionException("planted"))).isTrue();
    assertThat(ConnectionErrors.explains(new SQLException("planted", new InterruptedException())))
        .isTrue();
    var end = new TransactionSystemException("planted");
    assertThat(ConnectionErrors.explains(end)).isFalse();
    end.initApplicationException(new SQLException("planted", "08006"));
    assertThat(ConnectionErrors.explains(end)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"08P01", "23505", "25P04", "40001", "42501", "57014"})
  void a_refusal_of_the_database_is_not_a_lost_connection(String state) {
    assertThat(ConnectionErrors.explains(new SQLException("planted", state))).isFalse();
  }

  @Test
  void an_unreachable_partner_and_a_cyclic_chain_are_not_lost_connections() {
    assertThat(ConnectionErrors.explains(new ConnectException("Connection refused"))).isFalse();
    var one = new IllegalStateException("planted");
    one.initCause(new IllegalStateException(one));
    assertThat(ConnectionErrors.explains(one)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db:5432/shop?user=me&password=sesame, db:5432/shop",
    "'jdbc:postgresql://one:5432,two/shop', 'one:5432,two/shop'",
    "jdbc:postgresql://me:sesame@db/shop, db/shop",
    "jdbc:postgresql:shop?password=sesame, shop",
  })
  void a_database_is_named_without_secrets(String url, String place) {
    assertThat(DatabaseLogin.placeIn(url)).isEqualTo(place);
  }

  @Test
  void the_reason_is_the_root_cause_without_secrets() {
    assertThat(reason(new ConnectException("Connection refused"))).isEqualTo("Connection refused");
    assertThat(reason(new SQLException("It is late.\nLook."))).isEqualTo("It is late");
    assertThat(reason(new UnknownHostException("me:sesame@db"))).doesNotContain("sesame");
  }

  private static String reason(Exception cause) {
    return ConnectionErrors.reason(new SQLException("planted", "08001", cause));
  }
}
