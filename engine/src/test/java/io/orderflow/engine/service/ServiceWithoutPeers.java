package io.orderflow.engine.service;

import io.orderflow.engine.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.axonframework.config.Configuration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A service as its main starts it, asking for tokens, on an empty database, where Axon Server is
 * not up yet.
 */
public final class ServiceWithoutPeers implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private ServiceWithoutPeers(ConfigurableApplicationContext context) {
    this.context = context;
  }

  public static ServiceWithoutPeers start(Class<?> main, String name) throws IOException {
    try (var refusing = new Socket()) { // bound, but deaf: a connection is refused at once
      refusing.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return new ServiceWithoutPeers(
          ServiceLauncher.run(
              main,
              name,
              "--server.port=0",
              "--management.server.port=0",
              "--spring.profiles.active=demo",
              "--orderflow.database.url=" + TestDatabase.createUrl(),
              "--orderflow.database.username=postgres",
              "--orderflow.security.issuer=https://issuer.example",
              "--orderflow.security.audience=orderflow",
              "--orderflow.axon-server=127.0.0.1:" + refusing.getLocalPort()));
    }
  }

  public Configuration axon() {
    return context.getBean(Configuration.class);
  }

  /** The schemas that the service has made. */
  public List<String> schemas() {
    return context
        .getBean(JdbcTemplate.class)
        .queryForList(
            """
            select nspname from pg_namespace
            where nspname not in ('public', 'information_schema') and nspname not like 'pg\\_%'
            """,
            String.class);
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    String port = context.getEnvironment().getProperty("local.server.port");
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
