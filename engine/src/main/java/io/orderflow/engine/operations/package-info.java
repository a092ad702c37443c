/** What operators see of the processors and switches of this process, and have done with them. */
@NullMarked
package io.orderflow.engine.operations;

import org.jspecify.annotations.NullMarked;
