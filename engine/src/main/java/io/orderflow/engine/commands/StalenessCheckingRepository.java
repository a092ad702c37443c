package io.orderflow.engine.commands;

import java.util.Optional;
import org.axonframework.common.caching.Cache;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.CachingEventSourcingRepository;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates that are kept in memory although other nodes change them, too. What is decided on an
 * outdated one and recorded loses the race for the next place in the stream, and is decided anew;
 * but a decision that changes nothing, a refusal or a report passed over, would stand. So before it
 * counts it is asked whether the aggregate has gone on elsewhere.
 */
public final class StalenessCheckingRepository<T> extends CachingEventSourcingRepository<T> {

  private final Cache cache;
  private final EventStore events;

  private StalenessCheckingRepository(
      EventSourcingRepository.Builder<T> builder, Cache cache, EventStore events) {
    super(builder);
    this.cache = cache;
    this.events = events;
  }

  /** As Axon would configure them by default, with the cache that keeps the recent ones. */
  public static <T> StalenessCheckingRepository<T> of(Class<T> type, Configuration axon) {
    var cache = new RecentlyUsedCache();
    var builder =
        EventSourcingRepository.builder(type)
            .parameterResolverFactory(axon.parameterResolverFactory())
            .handlerDefinition(axon.handlerDefinition(type))
            .eventStore(axon.eventStore())
            .repositoryProvider(axon::repository)
            .cache(cache);
    return new StalenessCheckingRepository<>(builder, cache, axon.eventStore());
  }

  @Override
  protected EventSourcedAggregate<T> doLoadWithLock(String id, @Nullable Long expectedVersion) {
    boolean isOfMemory = cache.containsKey(id);
    var aggregate = super.doLoadWithLock(id, expectedVersion);
    if (isOfMemory) {
      Long loaded = aggregate.version();
      CurrentUnitOfWork.get().onPrepareCommit(_ -> refuseIfOutdated(aggregate, loaded));
    }
    return aggregate;
  }

  /** The cache forgets it with the rollback, so that the next try reads it anew. */
  private void refuseIfOutdated(EventSourcedAggregate<T> aggregate, @Nullable Long loaded) {
    Optional<Long> decided = Optional.ofNullable(aggregate.version());
    if (decided.equals(Optional.ofNullable(loaded))
        && !events.lastSequenceNumberFor(aggregate.identifierAsString()).equals(decided)) {
      throw new ConcurrencyException(
          "Another node has changed " + aggregate.identifierAsString() + " meanwhile");
    }
  }
}
