/** Ships and recalls an order's parcel. */
@NullMarked
package io.orderflow.partner.shipping;

import org.jspecify.annotations.NullMarked;
