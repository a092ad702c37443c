/** The partners' state, changed by one thread and kept in a journal. */
@NullMarked
package io.orderflow.simulator.ledger;

import org.jspecify.annotations.NullMarked;
