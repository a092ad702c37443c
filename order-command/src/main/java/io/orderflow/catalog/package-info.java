/** The catalog: products with their prices, and the stock that orders reserve and release. */
@NullMarked
package io.orderflow.catalog;

import org.jspecify.annotations.NullMarked;
