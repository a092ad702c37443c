/** Which attentions stand, in groups that one answer fits. */
@NullMarked
package io.orderflow.views.attention;

import org.jspecify.annotations.NullMarked;
