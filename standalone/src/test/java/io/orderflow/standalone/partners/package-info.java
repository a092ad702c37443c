/** When partners are simulated, and when not. */
@NullMarked
package io.orderflow.standalone.partners;

import org.jspecify.annotations.NullMarked;
