package io.orderflow.sagastore;

import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.modelling.saga.AnnotatedSagaManager;
import org.axonframework.modelling.saga.repository.AnnotatedSagaRepository;
import org.axonframework.modelling.saga.repository.NoResourceInjector;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;

/** One kind of saga with all that serves it: its table, its manager, its door and its workers. */
public final class SagaRuntime<S extends StoredSaga<D>, D extends SagaDocument> {

  private final SagaDefinition<S, D> kind;
  private final Timing timing;
  private final Surroundings surroundings;
  private final SagaTable table;
  private final JdbcSagaStore<S, D> rows;
  private final SubjectSagaManager<S> manager;
  private final SagaMessenger door;
  private volatile @Nullable TaskWorkers<D> workers;

  public SagaRuntime(
      SagaDefinition<S, D> kind, Timing timing, Surroundings surroundings, Handlers handlers) {
    this.kind = kind;
    this.timing = timing;
    this.surroundings = surroundings;
    this.table = new SagaTable(surroundings.jdbc(), kind.table());
    this.rows = new JdbcSagaStore<>(kind, table, terms());
    this.manager = manager(handlers);
    this.door =
        new SagaMessenger(
            kind,
            table,
            manager,
            new SagaMessenger.Transactions(surroundings.transactions(), surroundings.clock()));
  }

  /**
   * Makes the saga known to Axon. Not by Spring's stereotype: that would register it a second time,
   * without our store and manager.
   */
  public ConfigurerModule registration() {
    return axon ->
        axon.eventProcessing()
            .registerSaga(
                kind.sagaType(),
                saga -> saga.configureSagaStore(_ -> rows).configureSagaManager(_ -> manager))
            .registerHandlerInterceptor(kind.name(), _ -> new SagaRowLocker(table, kind));
  }

  public SagaMessenger door() {
    return door;
  }

  /**
   * From now on pending tasks are carried out; what is returned looks after those left behind.
   *
   * @param inVain whether no task can be completed at the moment: they are hardly tried then
   */
  public SmartLifecycle employ(TaskHandler<D> taskHandler, BooleanSupplier inVain) {
    var tasks = new TaskTable(surroundings.jdbc(), kind.table());
    var leases = new Leases<>(tasks, kind, surroundings.transactions(), terms());
    var employed = new TaskWorkers<>(kind, taskHandler, leases::isHeld, timing.workers());
    workers = employed;
    rows.handTo(employed::accept);
    return new SagaPoller<>(
        leases, door, employed, new SagaPoller.Pace(timing.pollInterval(), inVain));
  }

  /** About how long a saga's tasks wait on this node until somebody has time for them. */
  public Duration delay() {
    var employed = workers;
    return employed == null ? Duration.ZERO : employed.delay(surroundings.clock().instant());
  }

  private Leases.Terms terms() {
    return new Leases.Terms(surroundings.clock(), timing.lease());
  }

  private SubjectSagaManager<S> manager(Handlers handlers) {
    var repository =
        AnnotatedSagaRepository.<S>builder()
            .sagaType(kind.sagaType())
            .sagaStore(rows)
            // Scanning every loaded saga for fields to fill costs more than all the rest; handlers
            // have parameters.
            .resourceInjector(NoResourceInjector.INSTANCE)
            .parameterResolverFactory(handlers.parameters())
            .handlerDefinition(handlers.definition())
            .build();
    return new SubjectSagaManager<>(
        AnnotatedSagaManager.<S>builder()
            .sagaType(kind.sagaType())
            .sagaFactory(kind::create)
            .sagaRepository(repository)
            .parameterResolverFactory(handlers.parameters())
            .handlerDefinition(handlers.definition())
            .listenerInvocationErrorHandler(PropagatingErrorHandler.instance()),
        kind);
  }

  /**
   * @param lease for how long a worker has a task to itself
   * @param pollInterval how often lapsed tasks and due deadlines are looked for
   * @param workers how many tasks of one lane are carried out at once on this node
   */
  public record Timing(Duration lease, Duration pollInterval, int workers) {

    /** The most an errand may take to ask, and the most it may take to report what came of it. */
    public Duration halfALease() {
      return lease.dividedBy(2);
    }
  }

  /** Where a saga is stored, and by which clock it lives. */
  public record Surroundings(JdbcTemplate jdbc, TransactionManager transactions, Clock clock) {}

  /** How Axon calls the handlers of a saga. */
  public record Handlers(ParameterResolverFactory parameters, HandlerDefinition definition) {}
}
