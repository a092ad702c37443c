/** RFC 9457 problems with stable codes: the one form of every answer that is not a success. */
@NullMarked
package io.orderflow.web.problem;

import org.jspecify.annotations.NullMarked;
