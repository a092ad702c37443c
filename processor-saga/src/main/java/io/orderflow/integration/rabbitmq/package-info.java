/** Public events in an exchange of RabbitMQ. */
@NullMarked
package io.orderflow.integration.rabbitmq;

import org.jspecify.annotations.NullMarked;
