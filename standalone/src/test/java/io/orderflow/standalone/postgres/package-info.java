/** Starts, kills and restarts the PostgreSQL that comes with orderflow. */
@NullMarked
package io.orderflow.standalone.postgres;

import org.jspecify.annotations.NullMarked;
