/** Bounds what a request may carry, and how long it may take to arrive. */
@NullMarked
package io.orderflow.web.limits;

import org.jspecify.annotations.NullMarked;
