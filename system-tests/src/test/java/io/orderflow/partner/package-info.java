/** Connects the adapters of partners to the simulation. */
@NullMarked
package io.orderflow.partner;

import org.jspecify.annotations.NullMarked;
