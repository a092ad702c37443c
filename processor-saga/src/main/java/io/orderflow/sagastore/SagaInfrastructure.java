package io.orderflow.sagastore;

import io.orderflow.engine.tracing.SpanRecorder;
import java.time.Clock;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** What all sagas share. */
public record SagaInfrastructure(
    JdbcTemplate jdbc,
    TransactionManager transactions,
    Clock clock,
    ParameterResolverFactory parameters,
    HandlerDefinition handlers,
    LanePauses pauses,
    SpanRecorder spans) {}
