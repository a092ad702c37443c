package io.orderflow.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The view of an orderflow on its embedded PostgreSQL, broken by hand as {@code deploy/practise}
 * does.
 */
record TamperedView(TestFolder place) {

  /** What the database says of a row that it refuses. */
  static final String REFUSAL = "this row cannot be written";

  /** From now on no event of this order can be handled. */
  void refuse(String orderId) throws SQLException, IOException {
    execute(
        """
        create function views.refuse() returns trigger language plpgsql as $$
        begin
          if new.order_id = '%s' then
            raise exception '%s';
          end if;
          return new;
        end $$;
        create trigger refuse before insert or update on views.order_view
        for each row execute function views.refuse();
        """
            .formatted(orderId, REFUSAL));
  }

  /** Every row can be written again. */
  void heal() throws SQLException, IOException {
    execute(
        """
        set client_min_messages to warning;
        drop trigger if exists refuse on views.order_view;
        drop function if exists views.refuse();
        """);
  }

  /** The row says another status than the events. */
  void show(String orderId, String status) throws SQLException, IOException {
    execute(
        """
        update views.order_view
        set status = '%2$s', state = jsonb_set(state, '{status}', '"%2$s"')
        where order_id = '%1$s'
        """
            .formatted(orderId, status));
  }

  private void execute(String statements) throws SQLException, IOException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  private Connection connect() throws SQLException, IOException {
    var password = Files.readString(place.folder().resolve(".orderflow/postgres-password")).strip();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + place.postgres() + "/orderflow", "orderflow", password);
  }
}
