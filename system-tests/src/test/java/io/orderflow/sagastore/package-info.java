/** Keeps sagas and their tasks in memory for the simulation of whole lives. */
@NullMarked
package io.orderflow.sagastore;

import org.jspecify.annotations.NullMarked;
