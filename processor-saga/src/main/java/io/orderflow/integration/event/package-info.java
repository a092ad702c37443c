/** Public events: what other systems are told of orders, in a form of their own. */
@NullMarked
package io.orderflow.integration.event;

import org.jspecify.annotations.NullMarked;
