/** Opens the refunding of unexpected charges to the simulation of whole lives. */
@NullMarked
package io.orderflow.refund;

import org.jspecify.annotations.NullMarked;
