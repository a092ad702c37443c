/**
 * What partners tell us on their own account: verified, stored, acknowledged, and then told to the
 * order.
 */
@NullMarked
package io.orderflow.callback;

import org.jspecify.annotations.NullMarked;
