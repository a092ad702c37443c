package io.orderflow.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both sizes, as deploy/new-env makes them and a service is given them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SizesTest {

  private static final Map<String, String> FILLED_IN =
      Map.of(
          "PAYMENT_URL", "https://payments.example.com",
          "PROCESSING_URL", "https://warehouse.example.com",
          "SHIPPING_URL", "https://carrier.example.com",
          "CALLBACKS_URL", "https://orders.example.com",
          "ORDERFLOW_SECURITY_ISSUER", "https://login.example.com");

  @TempDir Path folder;

  @Test
  void without_a_size_nothing_is_made() throws Exception {
    var ended = Sizes.newEnvIn(folder).run();

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.output()).contains("new-env demo", "new-env production");
    assertThat(folder.resolve(".env")).doesNotExist();
  }

  @Test
  void the_size_for_trying_is_the_demonstration() throws Exception {
    make("demo");

    assertThat(Files.readString(folder.resolve(".env")))
        .contains("\nCOMPOSE_PROFILES=simulator,kafka\n");
    assertThat(environmentOf("processor-saga").output().lines())
        .contains(
            "SPRING_PROFILES_ACTIVE=demo",
            "ORDERFLOW_SECURITY=open-accepted",
            "ORDERFLOW_SHIPPING_TRANSPORT=kafka",
            "ORDERFLOW_CALLBACKS_BASEURL=http://gateway:8080");
  }

  @Test
  void the_size_for_real_has_nothing_of_the_demonstration() throws Exception {
    make("production");
    fillIn();

    assertThat(Files.readString(folder.resolve(".env")))
        .doesNotContainPattern("(?m)^COMPOSE_PROFILES=")
        .doesNotContainPattern("(?m)^SIMULATOR_URL=");
    assertThat(environmentOf("processor-saga").output().lines())
        .contains(
            "SPRING_PROFILES_ACTIVE=",
            "ORDERFLOW_SECURITY=token",
            "ORDERFLOW_SHIPPING_TRANSPORT=http",
            "ORDERFLOW_PARTNERS_PAYMENT_URL=https://payments.example.com",
            "ORDERFLOW_CALLBACKS_BASEURL=https://orders.example.com");
  }

  @Test
  void for_real_nothing_starts_without_partners() throws Exception {
    var made = make("production");

    assertThat(made).contains("Fill in: PAYMENT_URL PROCESSING_URL SHIPPING_URL CALLBACKS_URL");
    var refused = environmentOf("processor-saga");
    assertThat(refused.code()).isNotZero();
    assertThat(refused.output()).contains("PAYMENT_URL has to be set in .env");
  }

  @Test
  void each_has_secrets_of_its_own_which_only_their_owner_reads() throws Exception {
    make("demo");

    var env = folder.resolve(".env");
    assertThat(Files.readAllLines(env))
        .filteredOn(line -> line.matches("[A-Z_]+_(PASSWORD|SECRETS)=.*"))
        .hasSize(5)
        .allMatch(line -> line.matches("[A-Z_]+=[0-9a-f]{48}"))
        .doesNotHaveDuplicates();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(env)))
        .isEqualTo("rw-------");
  }

  private void fillIn() throws IOException {
    Path env = folder.resolve(".env");
    String filled = Files.readString(env);
    for (var entry : FILLED_IN.entrySet()) {
      filled =
          filled.replace(
              "\n" + entry.getKey() + "=\n",
              "\n%s=%s\n".formatted(entry.getKey(), entry.getValue()));
    }
    Files.writeString(env, filled);
  }

  private String make(String size) throws IOException, InterruptedException {
    var made = Sizes.newEnvIn(folder).run(size);
    assertThat(made.code()).as(made.output()).isZero();
    return made.output();
  }

  /** What docker-compose.yml makes of .env, by the way deploy/local/up reads both. */
  private Script.Ended environmentOf(String service) throws IOException, InterruptedException {
    String parts = ComposeFile.ROOT.resolve("deploy/local/parts.sh").toString();
    return Script.of("bash", "-c", "source \"$0\"; read_env; part_env \"$1\"; env")
        .with("ORDERFLOW_ENV_FILE", folder.resolve(".env").toString())
        .run(parts, service);
  }
}
