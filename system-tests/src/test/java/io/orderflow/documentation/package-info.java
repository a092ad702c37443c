/** Keeps the pages that are made of the code up to date with it. */
@NullMarked
package io.orderflow.documentation;

import org.jspecify.annotations.NullMarked;
