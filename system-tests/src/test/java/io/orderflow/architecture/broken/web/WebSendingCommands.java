package io.orderflow.architecture.broken.web;

import org.axonframework.commandhandling.gateway.CommandGateway;

/** Sends commands, which is the business of modules. */
record WebSendingCommands(CommandGateway commands) {}
