package io.orderflow.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.origin.Origin;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CausingEventTest {

  private static final CausingEvent BEFORE = new CausingEvent(2, "first", null);

  @Test
  void an_event_with_a_correlation_begins_a_new_chain() {
    var request = new Origin(Origin.Cause.REQUEST, "ann", "second", null).metaData();

    assertThat(CausingEvent.of(event(request), BEFORE))
        .isEqualTo(new CausingEvent(3, "second", null));
  }

  @Test
  void an_event_without_one_continues_the_chain() {
    var callback = new Origin(Origin.Cause.CALLBACK, null, null, "evt_1").metaData();

    assertThat(CausingEvent.of(event(callback), BEFORE))
        .isEqualTo(new CausingEvent(3, "first", null));
    assertThat(CausingEvent.of(event(MetaData.emptyInstance()), null))
        .isEqualTo(new CausingEvent(3, null, null));
  }

  @Test
  void an_event_continues_the_trace_that_it_was_recorded_in_or_else_the_one_before() {
    var traced = new CausingEvent(2, "first", "00-0a-0b-01");

    assertThat(CausingEvent.of(event(MetaData.with("traceparent", "00-0a-0c-01")), traced))
        .isEqualTo(new CausingEvent(3, "first", "00-0a-0c-01"));
    assertThat(CausingEvent.of(event(MetaData.emptyInstance()), traced))
        .isEqualTo(new CausingEvent(3, "first", "00-0a-0b-01"));
  }

  @Test
  void what_is_no_event_of_an_order_changes_nothing() {
    assertThat(CausingEvent.of(GenericEventMessage.asEventMessage("tick"), BEFORE))
        .isEqualTo(BEFORE);
  }

  @Test
  void what_follows_names_the_event_and_no_actor() {
    assertThat(CausingEvent.origin(Origin.Cause.DEADLINE, BEFORE))
        .isEqualTo(new Origin(Origin.Cause.DEADLINE, null, "first", "2"));
    assertThat(CausingEvent.origin(Origin.Cause.DEADLINE, null))
        .isEqualTo(new Origin(Origin.Cause.DEADLINE, null, null, null));
  }

  private static GenericDomainEventMessage<String> event(MetaData metaData) {
    return new GenericDomainEventMessage<>("Order", "1", 3, "something", metaData);
  }
}
