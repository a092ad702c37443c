package io.orderflow.architecture.broken.ordering;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** Cannot be made without a container. */
final class FieldInjected {

  @Autowired String injected;

  @Value("${named}")
  String named;
}
