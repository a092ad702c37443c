/** Tests of reading an order's stream. */
@NullMarked
package io.orderflow.views.history;

import org.jspecify.annotations.NullMarked;
