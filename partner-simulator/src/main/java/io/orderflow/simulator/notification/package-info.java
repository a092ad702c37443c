/** The notification service, by docs/partners/notification.yaml. */
@NullMarked
package io.orderflow.simulator.notification;

import org.jspecify.annotations.NullMarked;
