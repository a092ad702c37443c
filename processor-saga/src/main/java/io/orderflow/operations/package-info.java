/** The endpoints with which operators answer attentions. */
@NullMarked
package io.orderflow.operations;

import org.jspecify.annotations.NullMarked;
