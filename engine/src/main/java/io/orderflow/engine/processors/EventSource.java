package io.orderflow.engine.processors;

import java.util.function.Supplier;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * The source from which the processors of this node read events and by which they are woken.
 *
 * @param tail the position before the first event, where a new processor begins; null is the very
 *     beginning
 */
public record EventSource(
    StreamableMessageSource<TrackedEventMessage<?>> events,
    Supplier<@Nullable TrackingToken> tail) {}
