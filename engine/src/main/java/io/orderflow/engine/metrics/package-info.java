/** What the modules need to measure without costing an order anything. */
@NullMarked
package io.orderflow.engine.metrics;

import org.jspecify.annotations.NullMarked;
