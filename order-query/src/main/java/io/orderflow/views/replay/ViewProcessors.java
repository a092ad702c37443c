package io.orderflow.views.replay;

import io.orderflow.engine.processors.EventProcessor;
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
    @Qualifier("orderViews") EventProcessor live,
    @Qualifier("orderViewsNext") EventProcessor next) {}
