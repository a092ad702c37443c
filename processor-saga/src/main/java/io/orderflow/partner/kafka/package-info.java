/** How a partner is written to over Kafka, where that is chosen. */
@NullMarked
package io.orderflow.partner.kafka;

import org.jspecify.annotations.NullMarked;
