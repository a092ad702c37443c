package io.orderflow.views.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.NotificationList;
import io.orderflow.api.order.OrderQuery.FindNotifications;
import io.orderflow.engine.logging.RateLimitedLogger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.axonframework.common.Registration;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NotificationLookupTest {

  private static final OrderId ORDER = new OrderId(UUID.randomUUID());

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final Notifier process = new Notifier();
  private final SimpleQueryBus bus = SimpleQueryBus.builder().build();
  private final Registration subscription =
      new AnnotationQueryHandlerAdapter<>(process).subscribe(bus);
  private final NotificationLookup lookup =
      new NotificationLookup(
          DefaultQueryGateway.builder().queryBus(bus).build(), new RateLimitedLogger(clock), clock);

  @AfterEach
  void unsubscribe() {
    subscription.cancel();
  }

  @Test
  void a_process_that_sends_none_is_asked_once_a_minute() {
    process.answers(Optional::empty);
    assertThat(found()).isEmpty();
    assertThat(found()).isEmpty();
    assertThat(process.asked).isEqualTo(1);

    pass(Duration.ofMinutes(1));
    process.answers(() -> Optional.of(new NotificationList(List.of())));
    assertThat(found()).contains(new TimelineNotifications(true, List.of()));
    assertThat(process.asked).isEqualTo(2);
  }

  @Test
  void a_process_that_sends_some_is_asked_each_time() {
    process.answers(() -> Optional.of(new NotificationList(List.of())));
    assertThat(found()).isPresent();
    assertThat(found()).isPresent();
    assertThat(process.asked).isEqualTo(2);
  }

  @Test
  void a_process_that_does_not_answer_sends_none_if_it_sent_none_before() {
    process.answers(NotificationLookupTest::fail);
    assertThat(found()).contains(TimelineNotifications.UNAVAILABLE);

    process.answers(Optional::empty);
    assertThat(found()).isEmpty();
    pass(Duration.ofMinutes(1));
    process.answers(NotificationLookupTest::fail);
    assertThat(found()).isEmpty();
    assertThat(found()).isEmpty();
    assertThat(process.asked).isEqualTo(3);
  }

  private Optional<TimelineNotifications> found() {
    return lookup.of(ORDER).join();
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  private static Optional<NotificationList> fail() {
    throw new IllegalStateException("it is planted");
  }

  /** Answers as a test says, and counts. */
  static final class Notifier {

    private Supplier<Optional<NotificationList>> answer = Optional::empty;
    private int asked;

    void answers(Supplier<Optional<NotificationList>> now) {
      answer = now;
    }

    @QueryHandler
    Optional<NotificationList> find(FindNotifications query) {
      asked++;
      return answer.get();
    }
  }
}
