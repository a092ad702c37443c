/** What operators do about a step that waits for a person. */
@NullMarked
package io.orderflow.operations;

import org.jspecify.annotations.NullMarked;
