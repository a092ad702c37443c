package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * A {@link PartnerStep} of orderflow's own. It is created only where the application has no bean of
 * its own for the step, so the settings it requires are not required otherwise.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Component
@Lazy
public @interface DefaultPartnerStep {

  Step value();
}
