/** One order: its road, its facts, and what may be done with it. */
@NullMarked
package io.orderflow.console.order;

import org.jspecify.annotations.NullMarked;
