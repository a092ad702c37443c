/** The event processors of all services, and what they could not handle. */
@NullMarked
package io.orderflow.console.processors;

import org.jspecify.annotations.NullMarked;
