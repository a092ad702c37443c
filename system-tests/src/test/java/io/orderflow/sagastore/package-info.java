/** Keeps the sagas of the simulation in memory. */
@NullMarked
package io.orderflow.sagastore;

import org.jspecify.annotations.NullMarked;
