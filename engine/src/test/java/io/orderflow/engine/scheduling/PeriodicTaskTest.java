package io.orderflow.engine.scheduling;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {

  @Test
  void a_run_that_fails_is_followed_by_the_next() throws InterruptedException {
    var runs = new CountDownLatch(3);
    var task =
        new PeriodicTask(
            "failing",
            Duration.ofMillis(1),
            () -> {
              runs.countDown();
              throw new IllegalStateException("this run fails");
            });

    task.start();
    try {
      assertThat(runs.await(30, SECONDS)).isTrue();
    } finally {
      task.stop();
    }
  }
}
