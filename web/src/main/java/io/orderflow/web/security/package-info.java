/** Authentication by bearer token, and access rules that each module declares. */
@NullMarked
package io.orderflow.web.security;

import org.jspecify.annotations.NullMarked;
