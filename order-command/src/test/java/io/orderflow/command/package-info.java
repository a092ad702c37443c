/** The write side started alone, over HTTP. */
@NullMarked
package io.orderflow.command;

import org.jspecify.annotations.NullMarked;
