package io.orderflow.sagastore;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.modelling.saga.AnnotatedSagaManager;
import org.axonframework.modelling.saga.repository.AnnotatedSagaRepository;
import org.axonframework.modelling.saga.repository.NoResourceInjector;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** One kind of saga with its store, its manager, its messenger and its workers. */
public final class SagaRuntime<S extends StoredSaga<D>, D extends SagaDocument>
    implements MeterBinder {

  private final SagaDefinition<S, D> definition;
  private final Timing timing;
  private final SagaInfrastructure infrastructure;
  private final SagaTable table;
  private final JdbcSagaStore<S, D> store;
  private final UniqueSagaManager<S> manager;
  private final LockingSagaMessenger messenger;
  private volatile @Nullable TaskWorkers<D> workers;
  private volatile @Nullable TaskMeters meters; // gauges do not keep what they measure

  public SagaRuntime(
      SagaDefinition<S, D> definition, Timing timing, SagaInfrastructure infrastructure) {
    this.definition = definition;
    this.timing = timing;
    this.infrastructure = infrastructure;
    this.table = new SagaTable(infrastructure.jdbc(), definition.table());
    this.store = new JdbcSagaStore<>(definition, table, terms(), infrastructure.pauses()::isPaused);
    this.manager = manager();
    this.messenger = new LockingSagaMessenger(definition, table, manager, infrastructure);
  }

  /**
   * Registers the saga with Axon. Spring's stereotype would register it a second time, without our
   * store and manager.
   */
  public ConfigurerModule registration() {
    return axon ->
        axon.eventProcessing()
            .registerSaga(
                definition.sagaType(),
                saga -> saga.configureSagaStore(_ -> store).configureSagaManager(_ -> manager))
            .registerHandlerInterceptor(
                definition.name(), _ -> new SagaRowLocker(table, definition));
  }

  public SagaMessenger messenger() {
    return messenger;
  }

  /**
   * Has new tasks carried out from now on.
   *
   * @param inVain whether no task can succeed at the moment; lapsed tasks are then hardly tried
   * @return polls for lapsed tasks and due deadlines while it runs
   */
  public SmartLifecycle startTasks(TaskHandler<D> handler, BooleanSupplier inVain) {
    var tasks = new TaskTable(infrastructure.jdbc(), definition.table());
    var leases = new Leases<>(tasks, definition, infrastructure.transactions(), terms());
    var workersOf =
        new TaskWorkers.Lanes(
            definition.name(),
            definition.lanes(),
            timing.workers(),
            infrastructure.pauses()::isPaused);
    var started = new TaskWorkers<>(workersOf, traced(handler), leases);
    workers = started;
    meters = new TaskMeters(definition, tasks, started, infrastructure);
    store.handTasksTo(started::accept);
    return new SagaPoller<>(
        leases, messenger, started, new SagaPoller.Pace(timing.pollInterval(), inVain));
  }

  private TaskHandler<D> traced(TaskHandler<D> handler) {
    var spans = infrastructure.spans();
    return spans.isRecording()
        ? document ->
            spans.run(document.span(), document.traceParent(), () -> handler.run(document))
        : handler;
  }

  /** About how long new tasks wait on this node for a free worker. */
  public Duration delay() {
    var started = workers;
    return started == null ? Duration.ZERO : started.delay(infrastructure.clock().instant());
  }

  /** What is left to do in each of these lanes, on all nodes; lanes without a task are left out. */
  public Map<String, LaneBacklog> backlog(Set<String> lanes) {
    var tasks = new TaskTable(infrastructure.jdbc(), definition.table());
    var now = infrastructure.clock().instant();
    var since = tasks.waitingSince(lanes);
    return tasks.pending(lanes).entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey,
                lane -> new LaneBacklog(lane.getValue(), oldest(lane.getKey(), since, now))));
  }

  private Duration oldest(String lane, Map<String, Instant> since, Instant now) {
    var started = workers;
    var here = started == null ? Duration.ZERO : started.oldest(lane, now);
    var stored = Duration.between(since.getOrDefault(lane, now), now);
    return stored.compareTo(here) > 0 ? stored : here;
  }

  /** The backlog of its tasks, from when they are carried out. */
  @Override
  public void bindTo(MeterRegistry registry) {
    var started = meters;
    if (started != null) {
      started.bindTo(registry);
    }
  }

  private Leases.Terms terms() {
    return new Leases.Terms(infrastructure.clock(), timing.lease());
  }

  private UniqueSagaManager<S> manager() {
    var parameters = infrastructure.parameters();
    var handlers = infrastructure.handlers();
    var repository =
        AnnotatedSagaRepository.<S>builder()
            .sagaType(definition.sagaType())
            .sagaStore(store)
            // Handlers have parameters. Searching every loaded saga for fields to inject would cost
            // more than everything else.
            .resourceInjector(NoResourceInjector.INSTANCE)
            .parameterResolverFactory(parameters)
            .handlerDefinition(handlers)
            .build();
    return new UniqueSagaManager<>(
        AnnotatedSagaManager.<S>builder()
            .sagaType(definition.sagaType())
            .sagaFactory(definition::create)
            .sagaRepository(repository)
            .parameterResolverFactory(parameters)
            .handlerDefinition(handlers)
            .listenerInvocationErrorHandler(PropagatingErrorHandler.instance()),
        definition);
  }

  /**
   * @param lease for which a worker has a task to itself
   * @param pollInterval between two looks for lapsed tasks and due deadlines
   * @param workers per lane on this node
   */
  public record Timing(Duration lease, Duration pollInterval, int workers) {

    /** A task has half of its lease to ask and half to report. */
    public Duration halfALease() {
      return lease.dividedBy(2);
    }
  }
}
