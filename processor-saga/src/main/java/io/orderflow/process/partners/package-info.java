/** How the partners answer, and what waits for them. */
@NullMarked
package io.orderflow.process.partners;

import org.jspecify.annotations.NullMarked;
