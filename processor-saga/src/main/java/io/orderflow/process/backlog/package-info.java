/** How far processing lags behind accepted orders. */
@NullMarked
package io.orderflow.process.backlog;

import org.jspecify.annotations.NullMarked;
