/** The module of fulfillment, and its start as a service. */
@NullMarked
package io.orderflow.process;

import org.jspecify.annotations.NullMarked;
