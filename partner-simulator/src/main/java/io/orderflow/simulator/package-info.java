/** Simulated partners that fail on demand. */
@NullMarked
package io.orderflow.simulator;

import org.jspecify.annotations.NullMarked;
