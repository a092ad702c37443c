/** Reserves and releases an order's stock in the catalog. */
@NullMarked
package io.orderflow.partner.stock;

import org.jspecify.annotations.NullMarked;
