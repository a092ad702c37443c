package io.orderflow.views.replay;

import io.orderflow.engine.processors.EventProcessorDefinition;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * The two processors of the view.
 *
 * @param live writes the rows that are read
 * @param next writes those that a replay builds, and runs only during one
 */
@Component
record ViewProcessors(
    @Qualifier("orderViews") EventProcessorDefinition live,
    @Qualifier("orderViewsNext") EventProcessorDefinition next) {}
