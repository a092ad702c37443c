/** All modules in one process; no business logic of its own. */
@NullMarked
package io.orderflow.standalone;

import org.jspecify.annotations.NullMarked;
