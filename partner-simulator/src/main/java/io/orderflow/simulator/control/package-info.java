/** The simulator's own endpoints: ledger, switches for failures, health. */
@NullMarked
package io.orderflow.simulator.control;

import org.jspecify.annotations.NullMarked;
