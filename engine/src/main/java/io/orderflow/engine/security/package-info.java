/** Who may do what over HTTP, the same in every process. */
@NullMarked
package io.orderflow.engine.security;

import org.jspecify.annotations.NullMarked;
