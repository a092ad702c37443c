package io.orderflow.engine.messaging;

import io.orderflow.engine.cache.RecentlyUsedMap;
import io.orderflow.engine.failure.CommandFailure;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.axonframework.common.caching.Cache;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.CachingEventSourcingRepository;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.LockAwareAggregate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps aggregates in memory although other nodes change them too. An event recorded on a stale
 * aggregate loses the race for its sequence number, and the command is tried again. A command that
 * records nothing would go unnoticed. So before its commit the repository compares the version in
 * memory with the event store.
 *
 * <p>Creation does not look in the event store first. If the aggregate exists, its first event
 * loses the race, and the retry loads the aggregate. So a command that creates must record an
 * event.
 */
public final class StalenessCheckingRepository<T> extends CachingEventSourcingRepository<T> {

  /** Far more than there are creations that wait for their retry. */
  private static final int MOST_EXISTING = 1_000;

  private final Cache cache;
  private final EventStore events;

  private final ScopedValue<String> assumedNew = ScopedValue.newInstance();

  /** Those whose creation has just lost its race, or was decided on an outdated aggregate. */
  private final Set<String> existing = Collections.newSetFromMap(RecentlyUsedMap.of(MOST_EXISTING));

  private StalenessCheckingRepository(
      EventSourcingRepository.Builder<T> builder, Cache cache, EventStore events) {
    super(builder);
    this.cache = cache;
    this.events = events;
  }

  /** As Axon would configure them by default, with the cache that keeps the recent ones. */
  public static <T> StalenessCheckingRepository<T> of(Class<T> type, Configuration axon) {
    var cache = new AggregateCache();
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
  protected LockAwareAggregate<T, EventSourcedAggregate<T>> doLoadOrCreate(
      String id, Callable<T> factory) throws Exception {
    CurrentUnitOfWork.get().onRollback(unit -> rememberIfExisting(id, unit));
    if (cache.containsKey(id) || existing.remove(id)) {
      return super.doLoadOrCreate(id, factory);
    }
    return ScopedValue.where(assumedNew, id).call(() -> super.doLoadOrCreate(id, factory));
  }

  private void rememberIfExisting(String id, UnitOfWork<?> unit) {
    if (CommandFailure.of(unit.getExecutionResult().getExceptionResult())
        == CommandFailure.CONFLICT) {
      existing.add(id);
    }
  }

  @Override
  protected EventSourcedAggregate<T> doLoadWithLock(String id, @Nullable Long expectedVersion) {
    if (assumedNew.isBound()) {
      throw new AggregateNotFoundException(id, "assumed to be new");
    }
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
