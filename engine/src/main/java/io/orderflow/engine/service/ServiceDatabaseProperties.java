package io.orderflow.engine.service;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.validation.annotation.Validated;

/**
 * An external PostgreSQL.
 *
 * @param url such as {@code jdbc:postgresql://host:5432/name}; required by services. Set in
 *     standalone, it replaces the embedded database
 * @param username its user, who must be allowed to create schemas; needed with {@code url}
 * @param password the user's password
 */
@ConfigurationProperties("orderflow.database")
@Validated
public record ServiceDatabaseProperties(
    @NotNull(
            message =
                "must name the database, e.g. jdbc:postgresql://host:5432/orderflow in"
                    + " ORDERFLOW_DATABASE_URL")
        @Pattern(
            regexp = "jdbc:postgresql:.+",
            message = "must look like jdbc:postgresql://host:5432/orderflow")
        String url,
    @NotBlank(message = "must name the database user, e.g. in ORDERFLOW_DATABASE_USERNAME")
        String username,
    @DefaultValue("") String password)
    implements JdbcConnectionDetails {

  @Override
  public String getJdbcUrl() {
    return url;
  }

  @Override
  public String getUsername() {
    return username;
  }

  @Override
  public String getPassword() {
    return password;
  }

  /** Keeps the password out of logs. */
  @Override
  public String toString() {
    return username + "@" + url;
  }
}
