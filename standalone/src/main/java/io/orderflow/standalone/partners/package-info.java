/** Simulated partners for demonstrations, in this process on a separate port. */
@NullMarked
package io.orderflow.standalone.partners;

import org.jspecify.annotations.NullMarked;
