/** The contract test of a partner's adapter, published for adapters outside of orderflow. */
@NullMarked
package io.orderflow.partner.contract;

import org.jspecify.annotations.NullMarked;
