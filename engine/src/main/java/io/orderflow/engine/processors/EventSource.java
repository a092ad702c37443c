package io.orderflow.engine.processors;

import java.util.function.Supplier;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * Where the processors of this node read events from, and are told when there are more.
 *
 * @param tail the position before the first event, where a processor begins; null means that of the
 *     very first
 */
public record EventSource(
    StreamableMessageSource<TrackedEventMessage<?>> events,
    Supplier<@Nullable TrackingToken> tail) {}
