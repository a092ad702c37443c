/** The read side's one door: what a process imports to answer questions about orders. */
@NullMarked
package io.orderflow.query;

import org.jspecify.annotations.NullMarked;
