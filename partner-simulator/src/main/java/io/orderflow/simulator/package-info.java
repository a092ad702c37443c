/** Stand-ins for the partners that can be made to fail on purpose, and start anywhere. */
@NullMarked
package io.orderflow.simulator;

import org.jspecify.annotations.NullMarked;
