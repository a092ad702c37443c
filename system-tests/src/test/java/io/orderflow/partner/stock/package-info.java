/** Opens the conversation with the catalogue to the simulation of whole lives. */
@NullMarked
package io.orderflow.partner.stock;

import org.jspecify.annotations.NullMarked;
