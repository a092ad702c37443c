package io.orderflow.catalog;

import io.orderflow.api.Sku;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.Preconditions;
import java.time.Clock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes the catalog under the client's preconditions; each change is a transaction. */
@Component
class CatalogService {

  private final Catalog catalog;
  private final IdempotentProductRequests repeatable;
  private final TransactionTemplate transaction;
  private final Clock clock;

  CatalogService(
      Catalog catalog,
      IdempotentProductRequests repeatable,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.catalog = catalog;
    this.repeatable = repeatable;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  Changed put(Sku sku, ProductRequest.Checked wanted, Preconditions conditions) {
    return inTransaction(
        () -> {
          var before = catalog.lock(sku);
          before.ifPresentOrElse(
              entry -> requireFor(entry, wanted, conditions), conditions::requireForNothing);
          boolean overwrite = before.isPresent() || !conditions.demandNothing();
          if (!catalog.put(sku, wanted.description(), wanted.stock(), overwrite)) {
            conditions.requireFor(existing(sku).tag()); // another has just added it
          }
          return new Changed(existing(sku), before.isEmpty());
        });
  }

  /** A change that leaves the stock alone is not made stale by a sale. */
  private static void requireFor(
      CatalogEntry entry, ProductRequest.Checked wanted, Preconditions conditions) {
    if (wanted.stock() == null) {
      conditions.requireFor(entry.tag(), entry::wasDescribedSo);
    } else {
      conditions.requireFor(entry.tag());
    }
  }

  /** A deleted product stays deleted, whatever version is expected. */
  void delete(Sku sku, Preconditions conditions) {
    inTransaction(
        () -> {
          catalog
              .lock(sku)
              .ifPresent(
                  entry -> {
                    conditions.requireFor(entry.tag());
                    catalog.delete(sku, clock.instant());
                  });
          return true;
        });
  }

  /** A repetition under a key gets the first answer, whatever version it expects. */
  IdempotentProductRequests.Answer changeStock(
      Sku sku, long delta, IdempotentProductRequests.Asker asker, Preconditions conditions) {
    String request = "POST /products/" + sku + "/stock " + delta;
    return inTransaction(
        () -> repeatable.answer(asker, request, () -> changeStock(sku, delta, conditions)));
  }

  private ProductBody changeStock(Sku sku, long delta, Preconditions conditions) {
    conditions.requireFor(catalog.lock(sku).orElseThrow(() -> missing(sku)).tag());
    if (!catalog.changeStock(sku, delta)) {
      throw ProblemException.of(
          GeneralProblemCode.CONFLICT,
          "The stock can only be brought to 0 to "
              + Product.MAX_STOCK
              + "; read it again, then correct the delta.");
    }
    return ProductBody.of(existing(sku));
  }

  CatalogEntry existing(Sku sku) {
    return catalog.find(sku).orElseThrow(() -> missing(sku));
  }

  private static ProblemException missing(Sku sku) {
    return ProblemException.of(
        CatalogProblemCode.PRODUCT_NOT_FOUND,
        "The catalog has no product " + sku + "; PUT one there to add it.");
  }

  private <T> T inTransaction(Supplier<T> work) {
    return transaction.execute(_ -> work.get());
  }

  /**
   * @param added whether it was not on offer before
   */
  record Changed(CatalogEntry now, boolean added) {}
}
