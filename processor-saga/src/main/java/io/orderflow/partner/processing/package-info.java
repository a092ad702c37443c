/** Has an order made ready to ship, and taken back. */
@NullMarked
package io.orderflow.partner.processing;

import org.jspecify.annotations.NullMarked;
