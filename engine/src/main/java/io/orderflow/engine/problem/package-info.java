/**
 * What every HTTP edge of orderflow says when it cannot do what was asked: RFC 9457 problems with
 * stable codes.
 */
@NullMarked
package io.orderflow.engine.problem;

import org.jspecify.annotations.NullMarked;
