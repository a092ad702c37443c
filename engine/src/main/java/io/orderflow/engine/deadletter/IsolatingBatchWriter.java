package io.orderflow.engine.deadletter;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Writes the results of a batch at its end, and finds out which aggregate a failure belongs to.
 * Otherwise one bad row would stop the whole segment.
 */
public final class IsolatingBatchWriter {

  private static final String ONE_BY_ONE = IsolatingBatchWriter.class.getName();

  private IsolatingBatchWriter() {}

  /**
   * Computes a value for one aggregate.
   *
   * @throws RuntimeException that names the aggregate, if that fails
   */
  public static <T> T of(String aggregateId, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException | StackOverflowError failed) {
      throw new AggregateWriteException(aggregateId, null, failed);
    }
  }

  /**
   * Writes all rows with one call. After a failure the retry of the batch writes row by row, to
   * find the bad one.
   *
   * @param aggregateOf the aggregate of a row
   * @param write writes the rows in their order
   */
  public static <T> void write(
      Collection<T> rows, Function<T, String> aggregateOf, Consumer<List<T>> write) {
    if (!isOneByOne()) {
      write.accept(List.copyOf(rows));
      return;
    }
    for (T row : rows) {
      var _ =
          of(
              aggregateOf.apply(row),
              () -> {
                write.accept(List.of(row));
                return true;
              });
    }
  }

  /** A failure of one event, so that its aggregate is stopped at it and no other is. */
  public static RuntimeException failureOf(
      String aggregateId, String eventId, RuntimeException cause) {
    return new AggregateWriteException(aggregateId, eventId, cause);
  }

  static void oneByOne(UnitOfWork<?> batch) {
    batch.root().resources().put(ONE_BY_ONE, true);
  }

  private static boolean isOneByOne() {
    return CurrentUnitOfWork.isStarted()
        && CurrentUnitOfWork.get().root().getResource(ONE_BY_ONE) != null;
  }
}
