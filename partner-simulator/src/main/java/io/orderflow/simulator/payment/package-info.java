/** The payment partner: charges, voids by key and refunds, by docs/partners/payment.yaml. */
@NullMarked
package io.orderflow.simulator.payment;

import org.jspecify.annotations.NullMarked;
