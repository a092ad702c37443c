package io.orderflow.simulator.kafka;

import java.util.List;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/** Keeps a broker from doing to this process what it does to one of its own. */
final class BrokerExitGuard {

  private static final Logger log = LoggerFactory.getLogger(BrokerExitGuard.class);
  private static final List<String> TALKATIVE =
      List.of("kafka", "org.apache.kafka", "state.change.logger");

  private BrokerExitGuard() {}

  static void keepToItself() {
    // A broker that cannot go on would end the process, and all else that runs in it.
    Exit.setExitProcedure((status, message) -> gaveUp(message));
    Exit.setHaltProcedure((status, message) -> gaveUp(message));
    LoggingSystem logs = LoggingSystem.get(BrokerExitGuard.class.getClassLoader());
    TALKATIVE.forEach(name -> quieten(logs, name));
  }

  private static void gaveUp(String message) {
    log.error("Kafka has given up; restart it once the reason is mended: {}", message);
  }

  /** Unless somebody wants to hear it. */
  private static void quieten(LoggingSystem logs, String name) {
    LoggerConfiguration known = logs.getLoggerConfiguration(name);
    if (known == null || known.getConfiguredLevel() == null) {
      logs.setLogLevel(name, LogLevel.ERROR);
    }
  }
}
