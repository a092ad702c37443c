package io.orderflow.catalog;

/**
 * A product as it stands in the catalogue.
 *
 * @param reserved how many pieces orders hold that have not left the house
 * @param version grows with every change of the product or its stock
 */
record Listing(Product product, long reserved, long version) {

  /** The opaque part of its {@code ETag}. */
  String tag() {
    return Long.toString(version);
  }
}
