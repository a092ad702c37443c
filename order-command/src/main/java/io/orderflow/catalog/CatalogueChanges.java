package io.orderflow.catalog;

import io.orderflow.api.Sku;
import io.orderflow.engine.problem.Problem;
import io.orderflow.engine.problem.ProblemCode;
import io.orderflow.engine.request.EntityTags;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes the catalogue as long as it is as the client believes; each change is a transaction. */
@Component
class CatalogueChanges {

  private final Catalogue catalogue;
  private final RepeatableAnswers repeatable;
  private final TransactionTemplate transaction;
  private final Clock clock;

  CatalogueChanges(
      Catalogue catalogue,
      RepeatableAnswers repeatable,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.catalogue = catalogue;
    this.repeatable = repeatable;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /**
   * @param expected what the product must be; anything but {@link EntityTags#UNASKED} demands that
   *     it exists
   * @param onlyNew whether it must not exist
   */
  Changed put(Sku sku, ProductRequest.Checked wanted, EntityTags expected, boolean onlyNew) {
    return inTransaction(
        () -> {
          var before = catalogue.lock(sku);
          before.ifPresentOrElse(
              version -> require(!onlyNew && expected.match(version), version),
              () -> require(expected.nothing(), null));
          boolean put = catalogue.put(sku, wanted.description(), wanted.stock(), !onlyNew);
          require(put, null); // somebody else has just added it
          return new Changed(existing(sku), before.isEmpty());
        });
  }

  /** What is gone stays gone, whatever version is expected of it. */
  void delete(Sku sku, EntityTags expected) {
    inTransaction(
        () -> {
          catalogue
              .lock(sku)
              .ifPresent(
                  version -> {
                    require(expected.match(version), version);
                    catalogue.delete(sku, clock.instant());
                  });
          return true;
        });
  }

  RepeatableAnswers.Answer changeStock(Sku sku, long delta, RepeatableAnswers.Asker asker) {
    String request = "POST /products/" + sku + "/stock " + delta;
    return inTransaction(() -> repeatable.answer(asker, request, () -> changeStock(sku, delta)));
  }

  private ProductBody changeStock(Sku sku, long delta) {
    existing(sku);
    if (!catalogue.changeStock(sku, delta)) {
      throw Problem.of(
          ProblemCode.CONFLICT,
          "The stock can only become 0 to "
              + Product.MAX_STOCK
              + "; read it again, then correct the delta.");
    }
    return ProductBody.of(existing(sku));
  }

  Listing existing(Sku sku) {
    return catalogue
        .find(sku)
        .orElseThrow(
            () ->
                Problem.of(
                    ProblemCode.PRODUCT_NOT_FOUND,
                    "The catalogue has no product " + sku + "; PUT one there to add it."));
  }

  private <T> T inTransaction(Supplier<T> work) {
    return transaction.execute(_ -> work.get());
  }

  private static void require(boolean asExpected, @Nullable Long version) {
    if (!asExpected) {
      var problem =
          Problem.of(
              ProblemCode.PRECONDITION_FAILED,
              "The product is not as your If-Match or If-None-Match expects; read it, then decide"
                  + " again.");
      throw version == null ? problem : problem.taggedWith(version);
    }
  }

  /**
   * @param added whether it was not on offer before
   */
  record Changed(Listing now, boolean added) {}
}
