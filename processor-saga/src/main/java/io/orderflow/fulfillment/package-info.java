/**
 * Carries every accepted order through stock, payment, processing and shipping to exactly one end.
 */
@NullMarked
package io.orderflow.fulfillment;

import org.jspecify.annotations.NullMarked;
