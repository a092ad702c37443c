/** The rules of all partners: a key takes effect once, a no is repeated, undo wins. */
@NullMarked
package io.orderflow.simulator.partner;

import org.jspecify.annotations.NullMarked;
