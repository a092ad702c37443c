/** Refunds every charge that no order asked for, whenever it is reported. */
@NullMarked
package io.orderflow.refund;

import org.jspecify.annotations.NullMarked;
