package io.orderflow.engine.database;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Keeps Axon's own choice of stores and buses out. Where an {@code EntityManagerFactory} exists it
 * would put JPA stores in our place and its entities into our persistence unit; where none exists,
 * stores on tables that do not exist.
 */
final class AxonAutoConfigurationFilter implements AutoConfigurationImportFilter {

  private static final String PACKAGE = "org.axonframework.springboot.autoconfig.";
  private static final Set<String> LEFT_OUT =
      Set.of(
          PACKAGE + "AxonServerBusAutoConfiguration",
          PACKAGE + "JdbcAutoConfiguration",
          PACKAGE + "JpaAutoConfiguration",
          PACKAGE + "JpaEventStoreAutoConfiguration",
          PACKAGE + "legacyjpa.JpaJavaxAutoConfiguration",
          PACKAGE + "legacyjpa.JpaJavaxEventStoreAutoConfiguration",
          PACKAGE + "NoOpTransactionAutoConfiguration");

  static {
    // Axon would otherwise advertise a hosted product at every start; only this can be asked of it.
    System.setProperty("disable-axoniq-console-message", "true");
  }

  @Override
  public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
    var kept = new boolean[candidates.length];
    for (int i = 0; i < candidates.length; i++) {
      String candidate = candidates[i];
      kept[i] = candidate == null || !LEFT_OUT.contains(candidate);
    }
    return kept;
  }
}
