/** The write side as one module, and what its endpoints share. */
@NullMarked
package io.orderflow.command;

import org.jspecify.annotations.NullMarked;
