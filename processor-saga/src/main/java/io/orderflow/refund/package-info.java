/** Gives back every charge that no order asked for, whenever it comes to light. */
@NullMarked
package io.orderflow.refund;

import org.jspecify.annotations.NullMarked;
