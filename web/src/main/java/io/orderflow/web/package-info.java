/** The HTTP edge that all modules share. */
@NullMarked
package io.orderflow.web;

import org.jspecify.annotations.NullMarked;
