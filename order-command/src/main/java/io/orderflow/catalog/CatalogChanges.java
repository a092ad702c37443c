package io.orderflow.catalog;

import io.orderflow.api.Sku;
import io.orderflow.web.problem.GeneralProblem;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.Preconditions;
import java.time.Clock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes the catalogue as long as it is as the client believes; each change is a transaction. */
@Component
class CatalogChanges {

  private final Catalog catalogue;
  private final IdempotentRequests repeatable;
  private final TransactionTemplate transaction;
  private final Clock clock;

  CatalogChanges(
      Catalog catalogue,
      IdempotentRequests repeatable,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.catalogue = catalogue;
    this.repeatable = repeatable;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  Changed put(Sku sku, ProductRequest.Checked wanted, Preconditions conditions) {
    return inTransaction(
        () -> {
          var before = catalogue.lock(sku);
          before.ifPresentOrElse(
              stockedProduct -> requireFor(stockedProduct, wanted, conditions),
              conditions::requireForNothing);
          boolean overwrite = before.isPresent() || !conditions.demandNothing();
          if (!catalogue.put(sku, wanted.description(), wanted.stock(), overwrite)) {
            conditions.requireFor(existing(sku).tag()); // another has just added it
          }
          return new Changed(existing(sku), before.isEmpty());
        });
  }

  /** What leaves the stock alone overwrites no change of it, so that no sale makes it stale. */
  private static void requireFor(
      StockedProduct stockedProduct, ProductRequest.Checked wanted, Preconditions conditions) {
    if (wanted.stock() == null) {
      conditions.requireFor(stockedProduct.tag(), stockedProduct::wasDescribedSo);
    } else {
      conditions.requireFor(stockedProduct.tag());
    }
  }

  /** What is gone stays gone, whatever state is expected of it. */
  void delete(Sku sku, Preconditions conditions) {
    inTransaction(
        () -> {
          catalogue
              .lock(sku)
              .ifPresent(
                  stockedProduct -> {
                    conditions.requireFor(stockedProduct.tag());
                    catalogue.delete(sku, clock.instant());
                  });
          return true;
        });
  }

  /** A repetition under a key gets the first answer, whatever state it expects by then. */
  IdempotentRequests.Answer changeStock(
      Sku sku, long delta, IdempotentRequests.Asker asker, Preconditions conditions) {
    String request = "POST /products/" + sku + "/stock " + delta;
    return inTransaction(
        () -> repeatable.answer(asker, request, () -> changeStock(sku, delta, conditions)));
  }

  private ProductBody changeStock(Sku sku, long delta, Preconditions conditions) {
    conditions.requireFor(catalogue.lock(sku).orElseThrow(() -> missing(sku)).tag());
    if (!catalogue.changeStock(sku, delta)) {
      throw ProblemException.of(
          GeneralProblem.CONFLICT,
          "The stock can only be brought to 0 to "
              + Product.MAX_STOCK
              + "; read it again, then correct the delta.");
    }
    return ProductBody.of(existing(sku));
  }

  StockedProduct existing(Sku sku) {
    return catalogue.find(sku).orElseThrow(() -> missing(sku));
  }

  private static ProblemException missing(Sku sku) {
    return ProblemException.of(
        CatalogProblem.PRODUCT_NOT_FOUND,
        "The catalogue has no product " + sku + "; PUT one there to add it.");
  }

  private <T> T inTransaction(Supplier<T> work) {
    return transaction.execute(_ -> work.get());
  }

  /**
   * @param added whether it was not on offer before
   */
  record Changed(StockedProduct now, boolean added) {}
}
