/** The carrier's replies over Kafka, and their dead-letter topic. */
@NullMarked
package io.orderflow.partner.shipping.kafka;

import org.jspecify.annotations.NullMarked;
