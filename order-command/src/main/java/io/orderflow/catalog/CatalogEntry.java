package io.orderflow.catalog;

/**
 * A product as it stands in the catalog.
 *
 * @param reserved pieces that orders hold and that are not dispatched
 * @param version grows with every {@code PUT} and {@code DELETE}, not with the stock
 */
record CatalogEntry(Product product, long reserved, long version) {

  /**
   * The opaque part of its {@code ETag}. It holds all that can change, so that two listings with
   * one tag are the same: the version stands for what was said about the product.
   */
  String tag() {
    return version + "-" + product.stock() + "-" + reserved;
  }

  /** Whether the product was described as now when it had this tag, whatever its stock was. */
  boolean wasDescribedSo(String earlierTag) {
    return earlierTag.matches(version + "-[0-9]+-[0-9]+");
  }
}
