/** Opens the conversation with the payment partner to the simulation of whole lives. */
@NullMarked
package io.orderflow.partner.payment;

import org.jspecify.annotations.NullMarked;
