package io.orderflow.engine.postgres;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.database.GroupCommit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@link EventAppenderTest} are only worth something if they find what is wrong. Each
 * of these appends leaves one of them out.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GroupedPathsPlantedBugsTest {

  @Test
  void an_answer_before_the_commit_is_found() {
    found(
        appender ->
            events -> {
              var _ =
                  CompletableFuture.runAsync(
                      () -> appender.append(events), Thread::startVirtualThread);
            },
        GroupedAppends::answer_no_caller_before_the_commit);
  }

  @Test
  void a_bad_piece_that_fails_its_whole_group_is_found() {
    found(
        GroupedPathsPlantedBugsTest::allOrNone,
        GroupedAppends::fail_only_the_command_whose_place_is_taken);
  }

  @Test
  void a_lost_connection_that_is_taken_for_a_conflict_is_found() {
    found(
        appender ->
            events -> {
              try {
                appender.append(events);
              } catch (RuntimeException lost) {
                throw new ConcurrencyException("its place must have been taken", lost);
              }
            },
        GroupedAppends::leave_open_what_a_connection_lost_after_the_commit_did);
  }

  private static Consumer<List<? extends EventMessage<?>>> allOrNone(EventAppender appender) {
    var groups =
        new GroupCommit<List<? extends EventMessage<?>>, Optional<RuntimeException>>(
            100,
            commands -> {
              try {
                appender.append(commands.stream().<EventMessage<?>>flatMap(List::stream).toList());
                return Collections.nCopies(commands.size(), Optional.empty());
              } catch (RuntimeException failed) {
                return Collections.nCopies(commands.size(), Optional.of(failed));
              }
            });
    return events ->
        groups
            .submit(events)
            .ifPresent(
                failed -> {
                  throw failed;
                });
  }

  private static void found(
      Function<EventAppender, Consumer<List<? extends EventMessage<?>>>> bug,
      Consumer<GroupedAppends> rule) {
    try (var node = new GroupedAppends(TestDatabase.createUrl(), bug)) {
      assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> rule.accept(node));
    }
  }
}
