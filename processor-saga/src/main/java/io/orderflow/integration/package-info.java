/** Publishes orders' events to other systems, by one event processor for each publisher. */
@NullMarked
package io.orderflow.integration;

import org.jspecify.annotations.NullMarked;
