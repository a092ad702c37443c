/** Takes, voids and gives back the money of an order. */
@NullMarked
package io.orderflow.partner.payment;

import org.jspecify.annotations.NullMarked;
