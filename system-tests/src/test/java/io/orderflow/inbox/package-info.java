/** Opens the inbox of callbacks to the simulation of whole lives. */
@NullMarked
package io.orderflow.inbox;

import org.jspecify.annotations.NullMarked;
