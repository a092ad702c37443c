/** Opens the conversation with the carrier to the simulation of whole lives. */
@NullMarked
package io.orderflow.partner.shipping;

import org.jspecify.annotations.NullMarked;
