/** Proves from outside, over public HTTP only, what the packaged application promises. */
@NullMarked
package io.orderflow.blackbox;

import org.jspecify.annotations.NullMarked;
