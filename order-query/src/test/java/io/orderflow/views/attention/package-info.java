/** Tests of the groups of attentions. */
@NullMarked
package io.orderflow.views.attention;

import org.jspecify.annotations.NullMarked;
