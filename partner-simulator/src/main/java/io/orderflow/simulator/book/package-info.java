/** What was agreed with whom: a memory in which one thread decides, and a journal it is kept in. */
@NullMarked
package io.orderflow.simulator.book;

import org.jspecify.annotations.NullMarked;
