/** Opens the saga and its workers to the simulation of whole lives. */
@NullMarked
package io.orderflow.fulfillment;

import org.jspecify.annotations.NullMarked;
