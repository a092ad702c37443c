package io.orderflow.engine.deadletter;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * How a handler writes at the end of a batch what many events have come to, so that the trouble of
 * one order is known to be that order's. Whoever does otherwise stops his whole segment with it.
 */
public final class IsolatingBatchWriter {

  private static final String ONE_BY_ONE = IsolatingBatchWriter.class.getName();

  private IsolatingBatchWriter() {}

  /**
   * Works something out for one aggregate.
   *
   * @throws RuntimeException that names the aggregate, if it cannot be
   */
  public static <T> T of(String aggregateId, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException | StackOverflowError failed) {
      throw new IsolatedWriteException(aggregateId, failed);
    }
  }

  /**
   * Writes all rows with one call; after that has failed, at the next try of the batch, one row by
   * one, to find out which it is that cannot be written.
   *
   * @param aggregateOf whose row it is
   * @param write writes these rows, in this order
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

  static void oneByOne(UnitOfWork<?> batch) {
    batch.root().resources().put(ONE_BY_ONE, true);
  }

  private static boolean isOneByOne() {
    return CurrentUnitOfWork.isStarted()
        && CurrentUnitOfWork.get().root().getResource(ONE_BY_ONE) != null;
  }
}
