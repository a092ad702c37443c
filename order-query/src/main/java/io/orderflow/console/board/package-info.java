/** What goes on, at a glance. */
@NullMarked
package io.orderflow.console.board;

import org.jspecify.annotations.NullMarked;
