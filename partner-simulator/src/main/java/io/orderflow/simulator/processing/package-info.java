/** The processing partner, by docs/partners/processing.yaml. */
@NullMarked
package io.orderflow.simulator.processing;

import org.jspecify.annotations.NullMarked;
