package io.orderflow.web.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderflow.web.admission.AdmissionProperties.Places;
import io.orderflow.web.limits.HttpLimitProperties;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AdmissionPropertiesTest {

  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration LATER = Duration.ofSeconds(1);
  private static final HttpLimitProperties HTTP =
      new HttpLimitProperties(DataSize.ofKilobytes(256), Duration.ofSeconds(10), 32, 2_048, 64);

  @Test
  void invalid_places_are_refused_with_the_name_of_the_setting() {
    refused("orderflow.admission.lanes.commands.at-once", each(new Places(0, 1)));
    refused("orderflow.admission.lanes.commands.waiting", each(new Places(1, -1)));
    refused("orderflow.admission.lanes.commands", Map.of(TrafficClass.READS, new Places(1, 1)));
  }

  @Test
  void more_places_than_threads_stop_the_start_with_what_to_set() {
    var settings = new AdmissionProperties(each(new Places(20, 20)), PATIENCE, LATER);
    var control = new AdmissionConfiguration();
    assertThat(control.bulkheads(settings, HTTP, 248)).isNotNull();
    assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
        .isThrownBy(() -> control.bulkheads(settings, HTTP, 247))
        .satisfies(refusal -> assertThat(refusal.getReason()).contains("248 or more"))
        .satisfies(refusal -> assertThat(refusal.getName()).isEqualTo("server.tomcat.threads.max"));
  }

  private static void refused(String name, Map<TrafficClass, Places> lanes) {
    assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
        .isThrownBy(() -> new AdmissionProperties(lanes, PATIENCE, LATER))
        .satisfies(refusal -> assertThat(refusal.getName()).isEqualTo(name));
  }

  private static Map<TrafficClass, Places> each(Places places) {
    return Arrays.stream(TrafficClass.values())
        .collect(Collectors.toMap(lane -> lane, _ -> places));
  }
}
