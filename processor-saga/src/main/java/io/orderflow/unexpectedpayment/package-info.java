/** Refunds every charge that no order asked for, whenever it is reported. */
@NullMarked
package io.orderflow.unexpectedpayment;

import org.jspecify.annotations.NullMarked;
