/** The engine on Axon Server: events stored there, messages routed by it. */
@NullMarked
package io.orderflow.engine.axonserver;

import org.jspecify.annotations.NullMarked;
