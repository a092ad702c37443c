/** How the simulated partners are set up. */
@NullMarked
package io.orderflow.simulator.settings;

import org.jspecify.annotations.NullMarked;
