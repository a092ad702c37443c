/** Work that a node repeats by itself, apart from any order. */
@NullMarked
package io.orderflow.engine.scheduling;

import org.jspecify.annotations.NullMarked;
