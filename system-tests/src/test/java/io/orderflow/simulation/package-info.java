/**
 * Whole lives of orders in one thread from a seed, and the promises that must hold at the end of
 * each.
 */
@NullMarked
package io.orderflow.simulation;

import org.jspecify.annotations.NullMarked;
