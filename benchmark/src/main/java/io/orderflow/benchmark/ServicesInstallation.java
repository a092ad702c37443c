package io.orderflow.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Services that are up already, as {@code deploy/local/up} started them, reached through their
 * gateway. Their events are in Axon Server, so the ends of orders are read from order-query's view,
 * which has the times of the events.
 */
final class ServicesInstallation implements SystemUnderTest, OrderEnds, AutoCloseable {

  private static final String TOGETHER = "services, Axon Server, PostgreSQL, gateway";

  private final ServicesFolder servicesFolder;
  private final HttpConnections gateway;
  private final Connection views;

  private ServicesInstallation(
      ServicesFolder servicesFolder, HttpConnections gateway, Connection views) {
    this.servicesFolder = servicesFolder;
    this.gateway = gateway;
    this.views = views;
  }

  static ServicesInstallation at(Path folder) throws IOException, SQLException {
    var servicesFolder = ServicesFolder.read(folder);
    var views =
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:" + servicesFolder.postgresPort() + "/order_query",
            "order_query",
            ServicesFolder.secret(
                BenchmarkInstallation.ROOT.resolve(".env"), "ORDER_QUERY_DATABASE_PASSWORD"));
    return new ServicesInstallation(
        servicesFolder, new HttpConnections(servicesFolder.gatewayPort()), views);
  }

  @Override
  public List<HttpConnections> http() {
    return List.of(gateway);
  }

  @Override
  public OrderEnds orderEnds() {
    return this;
  }

  @Override
  public ProcessCpu cpu() {
    var orderflow = new LinkedHashMap<String, Double>();
    servicesFolder.pids().forEach((process, pid) -> orderflow.put(process, CpuTime.millis(pid)));
    var others = new LinkedHashMap<String, Double>();
    Double simulator = orderflow.remove(ProcessCpu.SIMULATOR);
    if (simulator != null) {
      others.put(ProcessCpu.SIMULATOR, simulator);
    }
    others.put(ProcessCpu.GENERATOR, CpuTime.ownMillis());
    return new ProcessCpu(TOGETHER, orderflow, others);
  }

  @Override
  public String describe() {
    return String.join(", ", servicesFolder.pids().keySet()) + ", as deploy/local/up starts them";
  }

  @Override
  public long position() throws SQLException {
    try (var statement = views.createStatement();
        ResultSet row = statement.executeQuery("select max(updated_at) from views.order_view")) {
      row.next();
      var newest = row.getObject(1, OffsetDateTime.class);
      return newest == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, newest.toInstant());
    }
  }

  @Override
  public long countAfter(long position) throws SQLException {
    try (var statement = endsAfter("count(*)", position);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public Map<String, End> byOrderAfter(long position) throws SQLException {
    var ends = new HashMap<String, End>();
    try (var statement = endsAfter("order_id, updated_at, status", position);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        ends.put(
            rows.getString(1),
            new End(
                rows.getObject(2, OffsetDateTime.class).toInstant(),
                rows.getString(3).equals("COMPLETED")));
      }
    }
    return ends;
  }

  private PreparedStatement endsAfter(String columns, long position) throws SQLException {
    String query =
        """
        select %s from views.order_view
        where updated_at > ? and status in ('COMPLETED', 'CANCELLED')"""
            .formatted(columns);
    var statement = views.prepareStatement(query);
    statement.setObject(
        1, Instant.EPOCH.plus(position, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
    return statement;
  }

  @Override
  public void close() throws SQLException {
    gateway.close();
    views.close();
  }
}
