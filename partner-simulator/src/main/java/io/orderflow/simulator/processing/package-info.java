/** The processing partner, a warehouse's worker, by docs/partners/processing.yaml. */
@NullMarked
package io.orderflow.simulator.processing;

import org.jspecify.annotations.NullMarked;
