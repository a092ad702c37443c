package io.orderflow.standalone.postgres;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the embedded PostgreSQL.
 *
 * @param port its port on loopback; may change with each start
 * @param version its version; set by the build only
 * @param binariesFolder where its programs are unpacked; writable by its owner only
 * @param startupTimeout how long its start may take, recovery after a crash included
 */
@ConfigurationProperties("orderflow.postgres")
@Validated
record PostgresProperties(
    @DefaultValue("9432") @Min(1) @Max(65_535) int port,
    String version,
    Path binariesFolder,
    @DefaultValue("60s") Duration startupTimeout) {

  String majorVersion() {
    return version.substring(0, version.indexOf('.'));
  }
}
