/** What a reader is shown of an order, from its events to HTTP. */
@NullMarked
package io.orderflow.views.status;

import org.jspecify.annotations.NullMarked;
