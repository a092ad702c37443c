/** The simulator's settings and start-up failures. */
@NullMarked
package io.orderflow.simulator.settings;

import org.jspecify.annotations.NullMarked;
