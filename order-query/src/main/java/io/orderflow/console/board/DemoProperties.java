package io.orderflow.console.board;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Demo orders, which the console offers where partners are simulated.
 *
 * @param enabled whether demo orders are offered; they go to the simulated partners, or to real
 *     ones if there are any
 * @param ordersUrl where they are placed, such as http://127.0.0.1:8080/api/v1/orders; empty for
 *     this process itself
 */
@ConfigurationProperties("orderflow.console.demo")
record DemoProperties(@DefaultValue("false") boolean enabled, @DefaultValue("") String ordersUrl) {}
