/** How the partners answer, what waits for them, and the switches. */
@NullMarked
package io.orderflow.console.partners;

import org.jspecify.annotations.NullMarked;
