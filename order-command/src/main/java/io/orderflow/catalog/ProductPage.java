package io.orderflow.catalog;

import io.orderflow.api.Sku;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some products in the order of their SKUs.
 *
 * @param nextCursor requests the next page; null on the last page
 */
record ProductPage(List<ProductBody> items, @Nullable String nextCursor) {

  static final int DEFAULT_LIMIT = 50;
  static final int MAX_LIMIT = 200;

  ProductPage {
    items = List.copyOf(items);
  }

  /**
   * @param found one product more than fits if there is a next page
   */
  static ProductPage of(List<CatalogEntry> found, int limit) {
    var shown = found.stream().limit(limit).map(ProductBody::of).toList();
    return new ProductPage(shown, found.size() > limit ? cursor(shown.getLast().sku()) : null);
  }

  static int limit(@Nullable Integer requested) {
    if (requested == null) {
      return DEFAULT_LIMIT;
    }
    if (requested < 1 || requested > MAX_LIMIT) {
      throw ProblemException.of(
          GeneralProblemCode.INVALID_REQUEST, "Ask with a limit between 1 and " + MAX_LIMIT + ".");
    }
    return requested;
  }

  static @Nullable Sku last(@Nullable String cursor) {
    try {
      return cursor == null
          ? null
          : new Sku(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException forged) {
      throw ProblemException.of(
          GeneralProblemCode.MALFORMED_REQUEST,
          "Send the cursor as it was in nextCursor, or none.");
    }
  }

  private static String cursor(String sku) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(sku.getBytes(StandardCharsets.US_ASCII));
  }
}
