/** What only a simulator has: its books open to everybody, and a switch that heals it. */
@NullMarked
package io.orderflow.simulator.ledger;

import org.jspecify.annotations.NullMarked;
