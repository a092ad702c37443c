package io.orderflow.integration.resend;

import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.engine.processors.EventSource;
import io.orderflow.engine.processors.StoredToken;
import io.orderflow.engine.processors.StoredTokens;
import io.orderflow.engine.processors.StreamPositions;
import io.orderflow.integration.event.PublicEvents;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.RequestValidator;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** Reads what a publisher would send again, without sending it. */
final class ResendPreviews {

  /** Stored events that one preview reads at most; that takes some seconds. */
  static final int MOST_READ = 100_000;

  /** For an event that is there; the event store may be slow. */
  private static final int PATIENCE_SECONDS = 10;

  private final EventSource source;
  private final EventStore events;
  private final StoredTokens tokens;
  private final ObjectProvider<PublicEvents> publicEvents;
  private final int mostRead;

  ResendPreviews(
      EventSource source,
      EventStore events,
      StoredTokens tokens,
      ObjectProvider<PublicEvents> publicEvents,
      int mostRead) {
    this.source = source;
    this.events = events;
    this.tokens = tokens;
    this.publicEvents = publicEvents;
    this.mostRead = mostRead;
  }

  /**
   * @throws ProblemException if there is nothing to send again, or the time is before all events
   */
  ResendPreview of(EventProcessorDefinition processor, ResendStartPoint start) {
    var reached = reached(processor);
    long until = StreamPositions.indexOf(reached);
    long after = after(start);
    if (after >= until) {
      throw nothing();
    }
    var counted = new CountedEvents(publicEvents.getObject(), events);
    try (var stream = source.events().openStream(StreamPositions.at(after, reached))) {
      long position = after;
      boolean first = true;
      while (position < until
          && counted.read() < mostRead
          && stream.hasNextAvailable(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        var message = stream.nextAvailable();
        position = StoredToken.positionOf(message.trackingToken());
        if (first) {
          requireNotBeforeAll(start.from(), after, message);
          first = false;
        }
        if (position <= until) {
          counted.add(message);
        }
      }
      return counted.preview(after, until, position >= until).orElseThrow(ResendPreviews::nothing);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw ProblemException.of(GeneralProblemCode.UNAVAILABLE, "orderflow stops.");
    }
  }

  /** Null before the first event. */
  private @Nullable TrackingToken reached(EventProcessorDefinition processor) {
    return tokens.of(processor).stream()
        .map(StoredToken::token)
        .filter(Objects::nonNull)
        .map(WrappedToken::unwrapLowerBound)
        .findFirst()
        .orElse(null);
  }

  private long after(ResendStartPoint start) {
    var from = start.from();
    return from == null
        ? Objects.requireNonNull(start.position()) - 1
        : StreamPositions.indexOf(source.events().createTokenAt(from));
  }

  /** It would be a slip: who wants all events can name the first. */
  private void requireNotBeforeAll(
      @Nullable Instant from, long after, TrackedEventMessage<?> first) {
    if (from != null
        && from.isBefore(first.getTimestamp())
        && after <= StreamPositions.indexOf(source.events().createTailToken())) {
      var check = new RequestValidator();
      check.wrong("/from", "is before the first event, which is of " + first.getTimestamp());
      check.refuseIfInvalid();
    }
  }

  private static ProblemException nothing() {
    return ProblemException.of(
        ResendProblemCode.NOTHING_TO_RESEND,
        "Name an earlier time, or wait until the publisher has come as far.");
  }
}
