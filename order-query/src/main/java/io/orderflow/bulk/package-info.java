/** Gives one answer to all orders that match a filter: previewed, confirmed, and worked off. */
@NullMarked
package io.orderflow.bulk;

import org.jspecify.annotations.NullMarked;
