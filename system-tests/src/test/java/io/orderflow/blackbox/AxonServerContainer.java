package io.orderflow.blackbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** One for all tests, in the version that docker-compose.yml names. It ends with them. */
final class AxonServerContainer {

  private static final int HTTP = 8024;
  private static final int GRPC = 8124;

  private AxonServerContainer() {}

  /** The services' gateway is wanted as well. */
  static boolean canRun() {
    return hasNginx() && DockerClientFactory.instance().isDockerAvailable();
  }

  private static boolean hasNginx() {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin";
    return Stream.of(path.split(":")).anyMatch(at -> Files.isExecutable(Path.of(at, "nginx")));
  }

  static String grpcAddress() {
    return address(GRPC);
  }

  static String httpAddress() {
    return address(HTTP);
  }

  private static String address(int port) {
    return Running.SERVER.getHost() + ":" + Running.SERVER.getMappedPort(port);
  }

  /** Started when it is needed first. */
  private static final class Running {

    static final GenericContainer<?> SERVER = start();

    private static GenericContainer<?> start() {
      var image = DockerImageName.parse("docker.axoniq.io/axoniq/axonserver:2025.2.7-nonroot");
      var server =
          new GenericContainer<>(image)
              .withExposedPorts(HTTP, GRPC)
              .withEnv("AXONIQ_AXONSERVER_STANDALONE", "true")
              .withEnv("AXONIQ_AXONSERVER_DEVMODE_ENABLED", "true")
              .waitingFor(
                  Wait.forHttp("/actuator/health")
                      .forPort(HTTP)
                      .withStartupTimeout(Duration.ofMinutes(3)));
      server.start();
      return server;
    }
  }
}
