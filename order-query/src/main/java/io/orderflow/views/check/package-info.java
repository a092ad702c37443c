/** Checks of the view against the event store, in the background. */
@NullMarked
package io.orderflow.views.check;

import org.jspecify.annotations.NullMarked;
