/** Who may do what in the running whole, asked over HTTP. */
@NullMarked
package io.orderflow.standalone.security;

import org.jspecify.annotations.NullMarked;
