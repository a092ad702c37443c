/** Tests of lists and of the search. */
@NullMarked
package io.orderflow.views.list;

import org.jspecify.annotations.NullMarked;
