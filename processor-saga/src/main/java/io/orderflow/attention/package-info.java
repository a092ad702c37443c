/** The endpoints with which operators answer attentions. */
@NullMarked
package io.orderflow.attention;

import org.jspecify.annotations.NullMarked;
