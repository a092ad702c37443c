/** What operators ask every service about itself, and what they have it do. */
@NullMarked
package io.orderflow.api.operations;

import org.jspecify.annotations.NullMarked;
