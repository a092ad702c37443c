@NullMarked
package io.orderflow.views.stream;

import org.jspecify.annotations.NullMarked;
