/** Checks of docker-compose.yml and of the scripts in deploy that need no container engine. */
@NullMarked
package io.orderflow.deployment;

import org.jspecify.annotations.NullMarked;
