package io.orderflow.web.security;

import org.jspecify.annotations.Nullable;

/**
 * Where people log in.
 *
 * @param origin of its pages, as a content security policy names it: a browser may be led there by
 *     a form; null without a login
 */
public record LoginProvider(@Nullable String origin) {}
