/** Requests and cancels the processing of an order. */
@NullMarked
package io.orderflow.partner.processing;

import org.jspecify.annotations.NullMarked;
