package io.orderflow.engine.processors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PacedCallbackTest {

  private static final Duration REST = Duration.ofMillis(50);

  private Duration now = Duration.ZERO;
  private int calls;
  private Runnable whenCalled = () -> {};
  private final List<Duration> delays = new ArrayList<>();
  private final List<Runnable> delayed = new ArrayList<>();
  private final PacedCallback callback =
      new PacedCallback(this::call, REST, () -> now.toNanos(), this::later);

  @Test
  void a_call_after_a_rest_is_passed_on_at_once() {
    callback.run();
    assertThat(calls).isEqualTo(1);
    now = now.plus(REST);
    callback.run();
    assertThat(calls).isEqualTo(2);
    assertThat(delayed).isEmpty();
  }

  @Test
  void calls_during_a_rest_are_passed_on_as_one_when_it_is_over() {
    callback.run();
    now = now.plusMillis(20);
    callback.run();
    callback.run();
    assertThat(calls).isEqualTo(1);
    assertThat(delays).containsExactly(Duration.ofMillis(30));
    restEnds();
    assertThat(calls).isEqualTo(2);
  }

  @Test
  void after_a_delayed_call_there_is_a_rest_too() {
    callback.run();
    callback.run();
    restEnds();
    callback.run();
    assertThat(delays).containsExactly(REST, REST);
  }

  /** What the callback has looked at already may not include what the call tells of. */
  @Test
  void a_call_that_comes_while_the_callback_runs_is_passed_on() {
    whenCalled =
        () -> {
          whenCalled = () -> {};
          callback.run();
        };
    callback.run();
    restEnds();
    assertThat(calls).isEqualTo(2);
  }

  @Test
  void a_callback_that_fails_is_called_again() {
    whenCalled =
        () -> {
          throw new IllegalStateException("it is stopping");
        };
    callback.run();
    now = now.plus(REST);
    callback.run();
    assertThat(calls).isEqualTo(2);
  }

  private void call() {
    calls++;
    whenCalled.run();
  }

  private Executor later(Duration delay) {
    delays.add(delay);
    return delayed::add;
  }

  private void restEnds() {
    now = now.plus(delays.getLast());
    delayed.removeLast().run();
  }
}
