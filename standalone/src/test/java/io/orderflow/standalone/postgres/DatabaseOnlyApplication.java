package io.orderflow.standalone.postgres;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** An orderflow that is nothing but its database: what a test starts as a process and kills. */
@Configuration(proxyBeanMethods = false)
@Import(DatabaseConfiguration.class)
@ImportAutoConfiguration(DataSourceAutoConfiguration.class)
class DatabaseOnlyApplication {

  /** Notes its start in the database, says how many starts are noted there, and stays. */
  public static void main(String[] arguments) throws SQLException, InterruptedException {
    var application = new SpringApplication(DatabaseOnlyApplication.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    var context = application.run(arguments);
    try (var connection = context.getBean(DataSource.class).getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create table if not exists start (at timestamptz default now())");
      statement.execute("insert into start default values");
      try (var starts = statement.executeQuery("select count(*) from start")) {
        starts.next();
        System.out.println("starts noted: " + starts.getInt(1));
      }
    }
    Thread.currentThread().join();
  }
}
