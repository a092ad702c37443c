/** What falls due, and the signed callbacks that tell of it until somebody has heard. */
@NullMarked
package io.orderflow.simulator.callback;

import org.jspecify.annotations.NullMarked;
