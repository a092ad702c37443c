/** What can be asked of an order, what can happen to it, and what can be known about it. */
@NullMarked
package io.orderflow.api.order;

import org.jspecify.annotations.NullMarked;
