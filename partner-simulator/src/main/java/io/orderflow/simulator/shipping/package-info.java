/** The carrier, by docs/partners/shipping.yaml. */
@NullMarked
package io.orderflow.simulator.shipping;

import org.jspecify.annotations.NullMarked;
