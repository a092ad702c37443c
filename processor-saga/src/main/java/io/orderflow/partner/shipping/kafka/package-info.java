/** The carrier's replies over Kafka, and where unusable ones go. */
@NullMarked
package io.orderflow.partner.shipping.kafka;

import org.jspecify.annotations.NullMarked;
