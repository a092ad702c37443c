package io.orderflow.engine;

import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;

/** Where the processors of this node read events from, and are told when there are more. */
record EventSource(StreamableMessageSource<TrackedEventMessage<?>> events) {}
