package io.orderflow.integration.webhook;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Visits endpoints when something is due there, by db-scheduler: one task instance for each, which
 * one node runs at a time. There are as many places as there may be endpoints, so that none waits
 * for another; each that is taken is a virtual thread.
 */
final class WebhookScheduler implements SmartLifecycle {

  private static final Duration POLL = Duration.ofSeconds(1);

  /** Wake-ups are not lost; this is for the case that one is all the same. */
  private static final Duration LONGEST_REST = Duration.ofMinutes(10);

  /** After a failure of the database. */
  private static final Duration RECOVERY = Duration.ofSeconds(5);

  /** A node that is silent for six of them is dead, and others take over its visits. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** Attempts that take longer are interrupted, and repeated elsewhere. */
  private static final Duration SHUTDOWN = Duration.ofSeconds(3);

  private static final int FORGET_AT_ONCE = 1_000;

  private final DataSource connections;
  private final TransactionOperations transactions;
  private final WebhookDeliveries deliveries;
  private final EndpointVisit visit;
  private final WebhookProperties properties;
  private final Clock clock;
  private volatile @Nullable Scheduler running;

  /**
   * @param connections that join the transactions
   */
  WebhookScheduler(
      DataSource connections,
      TransactionOperations transactions,
      WebhookDeliveries deliveries,
      EndpointVisit visit,
      WebhookProperties properties,
      Clock clock) {
    this.connections = connections;
    this.transactions = transactions;
    this.deliveries = deliveries;
    this.visit = visit;
    this.properties = properties;
    this.clock = clock;
  }

  /** Something is due; to be called after its commit. May be called at any time. */
  void wake() {
    var now = running;
    if (now != null) {
      now.triggerCheckForDueExecutions();
    }
  }

  @Override
  public void start() {
    var visits =
        Tasks.custom(WebhookDeliveries.TASK, Void.class)
            .onFailure(new OnFailureRetryLater<>(RECOVERY))
            .execute(this::visit);
    var polling =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("webhook-polling").factory());
    var housekeeping =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("webhook-housekeeping").factory());
    var scheduler =
        Scheduler.create(connections, List.<Task<?>>of(visits))
            .startTasks(cleaning())
            .tableName("webhooks.scheduled_tasks")
            .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
            .clock(clock::instant)
            .threads(properties.maxEndpoints())
            .executorService(
                Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("webhook-", 1).factory()))
            .dueExecutor(polling)
            .housekeeperExecutor(housekeeping)
            .pollUsingLockAndFetch(0.5, 1.0)
            .pollingInterval(POLL)
            .heartbeatInterval(HEARTBEAT)
            .shutdownMaxWait(SHUTDOWN)
            .failureLogging(LogLevel.WARN, true)
            .build();
    scheduler.start();
    running = scheduler;
  }

  private CompletionHandler<Void> visit(TaskInstance<Void> endpoint, ExecutionContext context) {
    long id = Long.parseLong(endpoint.getId());
    visit.run(id, () -> context.getSchedulerState().isShuttingDown());
    return (completed, operations) -> rest(id, completed, operations);
  }

  private void rest(
      long endpoint, ExecutionComplete completed, ExecutionOperations<Void> operations) {
    transactions.executeWithoutResult(
        _ -> {
          var rest = deliveries.next(endpoint);
          if (!rest.there()) {
            operations.stop();
            return;
          }
          var longest = clock.instant().plus(LONGEST_REST);
          var until = rest.until();
          // It commits, which also frees the endpoint's row.
          operations.reschedule(
              completed, until != null && until.isBefore(longest) ? until : longest);
        });
  }

  private RecurringTask<Void> cleaning() {
    return Tasks.recurring("webhook-cleaning", FixedDelay.of(Duration.ofMinutes(10)))
        .execute(
            (_, context) -> {
              while (!context.getSchedulerState().isShuttingDown()
                  && deliveries.forget(
                          clock.instant().minus(properties.keepDeliveries()), FORGET_AT_ONCE)
                      >= FORGET_AT_ONCE) {
                // next rows
              }
            });
  }

  /**
   * The scheduler interrupts its threads itself, those that wait for a connection after a second:
   * an interrupt before it knows that it stops would be an error in the log.
   */
  @Override
  public void stop() {
    var stopping = running;
    running = null;
    if (stopping != null) {
      stopping.stop();
    }
  }

  @Override
  public boolean isRunning() {
    return running != null;
  }

  /** Starts after Axon and before the web server, and stops in the reverse order. */
  @Override
  public int getPhase() {
    return SpringAxonConfiguration.LIFECYCLE_PHASE + 512;
  }
}
