/** Opens the order's aggregate to the simulation of whole lives. */
@NullMarked
package io.orderflow.ordering;

import org.jspecify.annotations.NullMarked;
