package io.orderflow.engine.service;

import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Warns of an active profile without a settings file, which is most likely misspelled. The warning
 * comes before the start can fail for a missing setting. The demo profile is exempt: all services
 * get it, also the one without settings for it.
 */
final class UnknownProfileWarning implements ApplicationListener<ApplicationPreparedEvent> {

  private static final Logger log = LoggerFactory.getLogger(UnknownProfileWarning.class);
  private static final String DEMO = "demo";

  @Override
  public void onApplicationEvent(ApplicationPreparedEvent prepared) {
    unknownIn(prepared.getApplicationContext().getEnvironment())
        .forEach(
            profile ->
                log.warn(
                    "The profile {} has no settings: check the spelling in SPRING_PROFILES_ACTIVE;"
                        + " orderflow comes with the profile {}",
                    profile,
                    DEMO));
  }

  static List<String> unknownIn(ConfigurableEnvironment environment) {
    return Arrays.stream(environment.getActiveProfiles())
        .filter(profile -> !profile.equals(DEMO) && hasNoSettings(profile, environment))
        .toList();
  }

  private static boolean hasNoSettings(String profile, ConfigurableEnvironment environment) {
    return environment.getPropertySources().stream()
        .noneMatch(source -> source.getName().contains("-" + profile + "."));
  }
}
