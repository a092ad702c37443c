/** Public events in a topic of Kafka. */
@NullMarked
package io.orderflow.integration.kafka;

import org.jspecify.annotations.NullMarked;
