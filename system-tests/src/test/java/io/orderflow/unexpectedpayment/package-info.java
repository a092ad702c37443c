/** Opens the refunding of unexpected charges to the simulation of whole lives. */
@NullMarked
package io.orderflow.unexpectedpayment;

import org.jspecify.annotations.NullMarked;
