package io.orderflow.engine.messaging;

import io.orderflow.engine.failure.CommandFailure;
import io.orderflow.engine.settings.EngineProperties;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.RetryScheduler;

/**
 * Tries a command again that lost a race for its aggregate: nothing was done, and on the newer
 * state it decides anew. A few times, a few milliseconds apart, never at the same moment as its
 * rival.
 */
final class ConflictRetryScheduler implements RetryScheduler {

  private final EngineProperties.Commands properties;
  private final Executor executor;
  private final RandomGenerator random;

  ConflictRetryScheduler(
      EngineProperties.Commands properties, Executor executor, RandomGenerator random) {
    this.properties = properties;
    this.executor = executor;
    this.random = random;
  }

  @Override
  @SuppressWarnings("rawtypes") // the framework's signature
  public boolean scheduleRetry(
      CommandMessage command,
      RuntimeException failure,
      List<Class<? extends Throwable>[]> failures,
      Runnable dispatch) {
    if (CommandFailure.of(failure) != CommandFailure.CONFLICT
        || failures.size() > properties.conflictRetries()) {
      return false;
    }
    long most = properties.conflictDelay().toNanos() * 2 * failures.size();
    CompletableFuture.delayedExecutor(random.nextLong(most) + 1, TimeUnit.NANOSECONDS, executor)
        .execute(dispatch);
    return true;
  }
}
