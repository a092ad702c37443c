/** Keeps a saga, its pending task and its one deadline in one row, and has the task carried out. */
@NullMarked
package io.orderflow.sagastore;

import org.jspecify.annotations.NullMarked;
