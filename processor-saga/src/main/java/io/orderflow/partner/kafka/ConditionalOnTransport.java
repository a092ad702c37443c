package io.orderflow.partner.kafka;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Objects;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches if the carrier uses this transport. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(ConditionalOnTransport.Chosen.class)
public @interface ConditionalOnTransport {

  Transport value();

  /** Binds the setting as {@link ShippingProperties} does, so that the two agree. */
  class Chosen implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata bean) {
      var wanted =
          Objects.requireNonNull(
              bean.getAnnotationAttributes(ConditionalOnTransport.class.getName()));
      return Binder.get(context.getEnvironment())
          .bind("orderflow.shipping.transport", Transport.class)
          .orElse(Transport.HTTP)
          .equals(wanted.get("value"));
    }
  }
}
