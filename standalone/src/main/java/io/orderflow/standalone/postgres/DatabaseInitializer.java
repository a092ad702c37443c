package io.orderflow.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import org.springframework.util.FileSystemUtils;

/**
 * Initializes the server in a temporary folder and renames it when all is done. So a first start
 * that is killed half-way begins again, and no data is ever deleted.
 */
final class DatabaseInitializer {

  private final ServerFiles files;
  private final PostgresProperties settings;

  DatabaseInitializer(ServerFiles files, PostgresProperties settings) {
    this.files = files;
    this.settings = settings;
  }

  void create() throws IOException {
    FileSystemUtils.deleteRecursively(files.fresh());
    try (var server = new ServerStart(files, settings).start(files.fresh());
        var connection =
            server.getDatabase(EmbeddedDatabase.SUPERUSER, "postgres").getConnection();
        var statement = connection.createStatement()) {
      // The application is not a superuser: it owns only its database.
      statement.execute(
          "create role %s login password '%s'".formatted(EmbeddedDatabase.OWNER, files.password()));
      statement.execute("create database %1$s owner %1$s".formatted(EmbeddedDatabase.OWNER));
    } catch (SQLException failed) {
      throw new IOException("the database cannot be created", failed);
    }
    Files.move(files.fresh(), files.data(), StandardCopyOption.ATOMIC_MOVE);
  }
}
