/** The stable names of the messages. */
@NullMarked
package io.orderflow.api.names;

import org.jspecify.annotations.NullMarked;
