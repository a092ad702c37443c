/** Scheduled changes, and the signed callbacks that report them until they are accepted. */
@NullMarked
package io.orderflow.simulator.callback;

import org.jspecify.annotations.NullMarked;
