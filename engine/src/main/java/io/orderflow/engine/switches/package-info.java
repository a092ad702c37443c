/** Switches by which operators stop a part of orderflow, on all nodes, until they switch it on. */
@NullMarked
package io.orderflow.engine.switches;

import org.jspecify.annotations.NullMarked;
