/** Stores a saga, its pending task and its deadline in one row, and runs the task. */
@NullMarked
package io.orderflow.sagastore;

import org.jspecify.annotations.NullMarked;
