/** Limits on the size of requests and the time they may take to arrive. */
@NullMarked
package io.orderflow.web.limits;

import org.jspecify.annotations.NullMarked;
