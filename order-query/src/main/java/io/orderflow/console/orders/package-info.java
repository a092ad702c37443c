/** The list of orders: filters in the address, search, live rows, and a download. */
@NullMarked
package io.orderflow.console.orders;

import org.jspecify.annotations.NullMarked;
