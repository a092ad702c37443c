package io.orderflow.engine.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.axonserver.AxonServerDependency;
import io.orderflow.engine.outage.OutageMonitor;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.util.StringUtils;

/** What is in the log of a service while another one, or a partner, is away. */
@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MissingServiceTest {

  private static final Logger LOG = LoggerFactory.getLogger(MissingServiceTest.class);

  private static final AtomicInteger TESTS = new AtomicInteger();

  /** Another one for each test: the line of the one before may come when that has ended. */
  private final String service = "planted-service-" + TESTS.incrementAndGet();

  private final OutageMonitor outages = new OutageMonitor();
  private final CommandBus bus = SimpleCommandBus.builder().build();
  private final CommandHandlerAvailability handlers =
      CommandHandlerAvailability.remote(
          outages.observeHandlers(service, "Start it."),
          outages.watch(
              new AxonServerDependency(
                  "localhost:1",
                  new StaticListableBeanFactory()
                      .getBeanProvider(AxonServerConnectionManager.class))));
  private final UnknownOutcomeCommandGateway commands =
      new UnknownOutcomeCommandGateway(DefaultCommandGateway.builder().commandBus(bus), handlers);

  @BeforeEach
  void isReady() {
    outages.onApplicationEvent(
        new ApplicationReadyEvent(
            new SpringApplication(), new String[0], new StaticApplicationContext(), null));
  }

  @AfterEach
  void end() {
    outages.destroy();
  }

  @Test
  void a_missing_service_is_logged_in_two_lines(CapturedOutput log) {
    LOG.warn("planted {}", 0, failureOf("work"));
    // Until it is known to be away, not so many messages are held.
    await().until(() -> lines(log, service + " is away") == 1);
    for (int i = 1; i < 300; i++) {
      LOG.warn("planted {}", i, failureOf("work"));
    }
    assertThat(handlers.areAway()).isTrue();
    bus.subscribe("java.lang.String", _ -> "done");
    commands.sendAndWait("work");
    await().until(() -> lines(log, service + " is back") == 1);
    assertThat(handlers.areAway()).isFalse();
    assertThat(log).contains("300 messages about its outage were suppressed", "Start it.");
    assertThat(log).doesNotContain("planted 0", "planted 1", "NoHandlerForCommandException");
  }

  @Test
  void a_command_whose_sender_does_not_wait_writes_nothing_by_itself(CapturedOutput log) {
    var answer = commands.send("work");
    assertThat(answer).isCompletedExceptionally();
    assertThat(log).doesNotContain("resulted in");
  }

  @Test
  void a_bug_is_logged_meanwhile(CapturedOutput log) {
    LOG.warn("planted of the outage", failureOf("work"));
    await().until(() -> lines(log, service + " is away") == 1);
    LOG.warn("planted of a bug", new IllegalStateException("planted"));
    assertThat(log).contains("planted of a bug").doesNotContain("planted of the outage");
  }

  @Test
  void a_failing_handler_is_not_missing(CapturedOutput log) {
    bus.subscribe(
        "java.lang.String",
        _ -> {
          throw new IllegalStateException("planted");
        });
    LOG.warn("planted of the handler", failureOf("work"));
    assertThat(log).contains("planted of the handler");
    assertThat(handlers.areAway()).isFalse();
  }

  @Test
  void a_partner_is_unavailable_after_consecutive_failures_until_one_success(CapturedOutput log) {
    var partner = outages.observe("planted-partner", "Call it.", 2);
    partner.failed("planted reason 1");
    partner.failed("planted reason 2");
    partner.succeeded();
    partner.failed("planted reason 3");
    partner.failed("planted reason 4");
    assertThat(partner.isAway()).isFalse();
    partner.failed("planted reason 5");
    await().until(() -> lines(log, "planted-partner is away: planted reason 5. Call it.") == 1);
    partner.succeeded();
    await().until(() -> lines(log, "planted-partner is back") == 1);
    assertThat(lines(log, "planted-partner is away")).isEqualTo(1);
  }

  private Throwable failureOf(String command) {
    return catchThrowable(() -> commands.sendAndWait(command));
  }

  private static int lines(CapturedOutput log, String words) {
    return StringUtils.countOccurrencesOf(log.getAll(), words);
  }
}
