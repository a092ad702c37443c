package io.orderflow.engine.logging;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the log.
 *
 * @param format of its lines: {@code human}, or {@code json} for a collector: one object a line, in
 *     the fields of ECS
 */
@ConfigurationProperties("orderflow.log")
public record LogProperties(@DefaultValue("human") LogFormat format) {}
