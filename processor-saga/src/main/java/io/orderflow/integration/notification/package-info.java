/** Notifications to customers, sent by a service outside of orderflow. */
@NullMarked
package io.orderflow.integration.notification;

import org.jspecify.annotations.NullMarked;
