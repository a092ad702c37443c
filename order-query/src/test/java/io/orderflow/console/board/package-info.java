@NullMarked
package io.orderflow.console.board;

import org.jspecify.annotations.NullMarked;
