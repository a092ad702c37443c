package io.orderflow.integration.resend;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.integration.OrderStream;
import io.orderflow.integration.event.PublicEvents;
import java.net.URI;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a preview says of the events that would be sent. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CountedEventsTest {

  private final EmbeddedEventStore store =
      EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build();

  private final CountedEvents counted =
      new CountedEvents(new PublicEvents(URI.create("/orderflow")), store);

  @Test
  void public_events_are_counted_and_their_orders() {
    OrderStream.whole().forEach(counted::add);
    OrderStream.whole().subList(0, 2).forEach(counted::add);

    var preview = counted.preview(10, 18, true).orElseThrow();

    assertThat(preview.count()).isEqualTo(OrderStream.WHOLE + 2);
    assertThat(preview.orders()).isEqualTo(2);
    assertThat(preview.complete()).isTrue();
    assertThat(preview.firstAt()).isBeforeOrEqualTo(preview.lastAt());
  }

  @Test
  void an_order_in_the_middle_of_its_life_is_read_from_its_stream() {
    var order = new OrderStream(store).advance(4);
    store.readEvents(order.id().toString()).asStream().skip(2).forEach(counted::add);

    assertThat(counted.preview(2, 4, true).orElseThrow().count()).isEqualTo(2);
  }

  @Test
  void what_was_not_read_or_cannot_be_read_makes_a_preview_incomplete() {
    OrderStream.whole().forEach(counted::add);
    assertThat(counted.preview(0, 9, false).orElseThrow().complete()).isFalse();

    OrderStream.whole().stream().skip(1).forEach(counted::add); // its first event is missing
    var preview = counted.preview(0, 9, true).orElseThrow();
    assertThat(preview.complete()).isFalse();
    assertThat(preview.count()).isEqualTo(OrderStream.WHOLE);
  }

  @Test
  void without_public_events_there_is_no_preview() {
    assertThat(counted.preview(0, 9, true)).isEmpty();
  }
}
