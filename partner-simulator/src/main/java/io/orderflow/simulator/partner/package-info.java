/** The rules all partners share: a key is honoured once, a no is repeated, undo wins. */
@NullMarked
package io.orderflow.simulator.partner;

import org.jspecify.annotations.NullMarked;
