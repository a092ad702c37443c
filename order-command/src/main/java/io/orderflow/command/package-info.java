/** The write side as one module, and what its HTTP edges have in common. */
@NullMarked
package io.orderflow.command;

import org.jspecify.annotations.NullMarked;
