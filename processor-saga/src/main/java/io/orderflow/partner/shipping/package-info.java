/** Sends an order's parcel on its way, and recalls it. */
@NullMarked
package io.orderflow.partner.shipping;

import org.jspecify.annotations.NullMarked;
