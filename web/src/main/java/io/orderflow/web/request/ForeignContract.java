package io.orderflow.web.request;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a controller whose clients follow a contract of their own, such as partners that call back:
 * {@code Idempotency-Key}, {@code If-Match} and {@code If-None-Match} mean nothing to it and are
 * not checked.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ForeignContract {}
