/** Requests to a partner over Kafka. */
@NullMarked
package io.orderflow.partner.kafka;

import org.jspecify.annotations.NullMarked;
