/** The partners of a demonstration: simulated, in this process, behind a port of their own. */
@NullMarked
package io.orderflow.standalone.partners;

import org.jspecify.annotations.NullMarked;
