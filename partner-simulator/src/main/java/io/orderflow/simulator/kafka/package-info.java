/** A Kafka broker that the simulator can bring along, and its way of writing to any. */
@NullMarked
package io.orderflow.simulator.kafka;

import org.jspecify.annotations.NullMarked;
