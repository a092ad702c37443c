/** What needs a person, and one answer for many orders. */
@NullMarked
package io.orderflow.console.attention;

import org.jspecify.annotations.NullMarked;
