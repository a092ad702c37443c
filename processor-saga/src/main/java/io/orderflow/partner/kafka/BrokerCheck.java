package io.orderflow.partner.kafka;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Requires the broker's address, because Spring Boot's default is localhost, and rejects settings
 * that contradict a {@link RequiredKafkaSetting}. Runs before any bean is created.
 */
@Component
@ConditionalOnTransport(Transport.KAFKA)
class BrokerCheck implements BeanFactoryPostProcessor, EnvironmentAware {

  private static final String PROPERTY = "spring.kafka.bootstrap-servers";
  private static final Pattern ADDRESS =
      Pattern.compile("([A-Za-z0-9_]+://)?([^\\s:/,\\[\\]]+|\\[[0-9A-Fa-f:.%]+]):[0-9]{1,5}");

  private final Bindable<List<String>> addresses = Bindable.listOf(String.class);
  private @Nullable Environment environment;

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    var settings = Binder.get(Objects.requireNonNull(environment));
    checkAddresses(settings.bind(PROPERTY, addresses).orElse(List.of()));
    RequiredKafkaSetting.ALL.forEach(required -> required.check(settings));
  }

  private static void checkAddresses(List<String> brokers) {
    if (brokers.stream().allMatch(String::isBlank)) {
      throw new InvalidConfigurationPropertyValueException(
          PROPERTY,
          null,
          "It is required with orderflow.shipping.transport=kafka. Set it, or the environment"
              + " variable SPRING_KAFKA_BOOTSTRAP_SERVERS, to addresses of brokers such as"
              + " 127.0.0.1:9092.");
    }
    if (!brokers.stream().allMatch(broker -> ADDRESS.matcher(broker.strip()).matches())) {
      throw new InvalidConfigurationPropertyValueException(
          PROPERTY,
          String.join(",", brokers),
          "Set it to host:port, such as 127.0.0.1:9092, or to several of them separated by commas.");
    }
  }
}
