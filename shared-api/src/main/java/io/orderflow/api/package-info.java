/** The language of orderflow: the values every message is made of. */
@NullMarked
package io.orderflow.api;

import org.jspecify.annotations.NullMarked;
