/** Charges, voids and refunds at the payment partner. */
@NullMarked
package io.orderflow.partner.payment;

import org.jspecify.annotations.NullMarked;
