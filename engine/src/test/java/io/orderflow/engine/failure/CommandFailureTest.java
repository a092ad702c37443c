package io.orderflow.engine.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.grpc.ErrorMessage;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.axonframework.axonserver.connector.ErrorCode;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.queryhandling.NoHandlerForQueryException;
import org.axonframework.serialization.SerializationException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.transaction.TransactionSystemException;

/** What every kind of failure means, on either engine. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CommandFailureTest {

  @Test
  void a_lost_race_is_a_conflict_on_both_engines() {
    assertMeans(CommandFailure.CONFLICT, new ConcurrencyException("planted"));
    assertMeans(CommandFailure.CONFLICT, new AggregateStreamCreationException("planted"));
    assertMeans(CommandFailure.CONFLICT, refusedByServer(Status.OUT_OF_RANGE, "AXONIQ-2000"));
  }

  @ParameterizedTest
  @CsvSource({
    "AXONIQ-2000, CONFLICT",
    "AXONIQ-4004, CONFLICT",
    "AXONIQ-2100, TRANSIENT",
    "AXONIQ-3001, TRANSIENT",
    "AXONIQ-4000, TRANSIENT",
    "AXONIQ-4003, TRANSIENT",
    "AXONIQ-5000, TRANSIENT",
    "AXONIQ-5002, TRANSIENT",
    "AXONIQ-9000, TRANSIENT",
    "AXONIQ-9100, TRANSIENT",
    "AXONIQ-9900, TRANSIENT",
    "AXONIQ-1000, UNKNOWN",
    "AXONIQ-2001, UNKNOWN",
    "AXONIQ-4002, UNKNOWN",
    "AXONIQ-4005, UNKNOWN",
    "AXONIQ-5001, UNKNOWN",
    "AXONIQ-5003, UNKNOWN",
    "AXONIQ-9200, UNKNOWN",
    "AXONIQ-0001, UNKNOWN",
    "AXONIQ-7777, UNKNOWN",
  })
  void a_code_of_axon_server_means_the_same_however_it_comes(String code, CommandFailure meaning) {
    assertMeans(
        meaning,
        ErrorCode.getFromCode(code).convert(ErrorMessage.getDefaultInstance(), () -> null));
    assertMeans(meaning, refusedByServer(Status.INTERNAL, code));
    assertMeans(meaning, new CompletionException(fromConnector(code)));
  }

  @Test
  void a_failed_rollback_over_a_lost_connection_is_transient() {
    var end = new TransactionSystemException("planted", new SQLException("Connection is closed"));
    assertMeans(CommandFailure.TRANSIENT, end);
    assertMeans(CommandFailure.UNKNOWN, new TransactionSystemException("planted"));
  }

  @Test
  void a_lost_connection_is_transient() {
    assertMeans(CommandFailure.TRANSIENT, new StatusRuntimeException(Status.UNAVAILABLE));
    assertMeans(CommandFailure.TRANSIENT, new StatusRuntimeException(Status.DEADLINE_EXCEEDED));
    assertMeans(CommandFailure.UNKNOWN, new StatusRuntimeException(Status.INTERNAL));
  }

  @Test
  void a_missing_handler_is_transient() {
    assertMeans(CommandFailure.TRANSIENT, new NoHandlerForCommandException("planted"));
    assertMeans(CommandFailure.TRANSIENT, new NoHandlerForQueryException("planted"));
  }

  @ParameterizedTest
  @EnumSource
  void the_meaning_sent_by_the_handling_side_counts(CommandFailure meaning) {
    assertMeans(meaning, new CommandExecutionException("planted", null, meaning.name()));
  }

  @Test
  void details_of_another_kind_are_ignored() {
    assertMeans(CommandFailure.UNKNOWN, new CommandExecutionException("planted", null, "a word"));
    assertMeans(CommandFailure.UNKNOWN, new CommandExecutionException("planted", null, 7));
  }

  @ParameterizedTest
  @CsvSource({
    "40001, TRANSIENT",
    "08006, TRANSIENT",
    "57P01, TRANSIENT",
    "53100, TRANSIENT",
    "53200, TRANSIENT",
    "58030, TRANSIENT",
    "23505, UNKNOWN"
  })
  void sql_states_decide_what_is_transient(String state, CommandFailure meaning) {
    assertMeans(meaning, new RuntimeException(new SQLException("planted", state)));
  }

  @Test
  void unreadable_data_is_recognized_on_both_sides() {
    var unreadable = new RuntimeException(new SerializationException("planted"));
    var told = new CommandExecutionException("planted", null, CommandFailure.UNREADABLE);

    assertThat(CommandFailure.isUnreadable(unreadable)).isTrue();
    assertThat(CommandFailure.isUnreadable(told)).isTrue();
    assertThat(CommandFailure.isUnreadable(new IllegalStateException("planted"))).isFalse();
    assertMeans(CommandFailure.UNKNOWN, unreadable);
    assertMeans(CommandFailure.UNKNOWN, told);
  }

  private static void assertMeans(CommandFailure meaning, Throwable failure) {
    assertThat(CommandFailure.of(failure)).as("%s", failure).isEqualTo(meaning);
  }

  /** As the store answers an append: the code is in a header of the answer and nowhere else. */
  private static StatusRuntimeException refusedByServer(Status status, String code) {
    var headers = new Metadata();
    headers.put(Metadata.Key.of("AxonIQ-ErrorCode", Metadata.ASCII_STRING_MARSHALLER), code);
    return new StatusRuntimeException(status, headers);
  }

  private static Exception fromConnector(String code) {
    return new io.axoniq.axonserver.connector.AxonServerException(
        ErrorMessage.newBuilder().setErrorCode(code).build());
  }
}
