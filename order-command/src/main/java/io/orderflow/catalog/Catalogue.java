package io.orderflow.catalog;

import io.orderflow.api.Money;
import io.orderflow.api.Sku;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The products on offer. */
@Repository
public class Catalogue {

  private final JdbcClient jdbc;

  Catalogue(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Those of these products that exist, as of one moment. */
  public Map<Sku, Product> find(Collection<Sku> skus) {
    return jdbc
        .sql("select * from ordering.product where sku = any(:skus)")
        .param("skus", skus.stream().map(Sku::value).toArray(String[]::new))
        .query(Catalogue::product)
        .list()
        .stream()
        .collect(Collectors.toMap(Product::sku, Function.identity()));
  }

  Optional<Product> find(Sku sku) {
    return Optional.ofNullable(find(List.of(sku)).get(sku));
  }

  /** The products after this one, in the order of their SKUs. */
  List<Product> after(@Nullable Sku last, int limit) {
    return jdbc.sql("select * from ordering.product where sku > :last order by sku limit :limit")
        .param("last", last == null ? "" : last.value())
        .param("limit", limit)
        .query(Catalogue::product)
        .list();
  }

  /**
   * Adds a product or replaces what is said about it.
   *
   * @param stock what can be sold from now on, beside what is reserved; null keeps what there is,
   *     so that a new price cannot undo a sale
   * @return whether the product is new
   */
  boolean put(Sku sku, Description described, @Nullable Long stock) {
    // A row that replaced another carries the other's xmax; older PostgreSQL tells it in no other
    // way.
    return jdbc.sql(
            """
            insert into ordering.product as p (sku, name, description, unit_price_amount, currency, stock)
            values (:sku, :name, :description, :amount, :currency, coalesce(:stock::bigint, 0))
            on conflict (sku) do update set
              name = excluded.name, description = excluded.description, currency = excluded.currency,
              unit_price_amount = excluded.unit_price_amount, stock = coalesce(:stock::bigint, p.stock)
            returning xmax = 0
            """)
        .param("sku", sku.value())
        .param("name", described.name())
        .param("description", described.text())
        .param("amount", described.unitPrice().amount())
        .param("currency", described.unitPrice().currency().getCurrencyCode())
        .param("stock", stock)
        .query(Boolean.class)
        .single();
  }

  /** Adds a product unless the catalogue has one of that SKU, which then stays as it is. */
  void addIfAbsent(Product product) {
    jdbc.sql(
            """
            insert into ordering.product (sku, name, unit_price_amount, currency, stock)
            values (?, ?, ?, ?, ?) on conflict (sku) do nothing
            """)
        .param(product.sku().value())
        .param(product.name())
        .param(product.unitPrice().amount())
        .param(product.unitPrice().currency().getCurrencyCode())
        .param(product.stock())
        .update();
  }

  /** Deletes a product. Orders keep their snapshot of it, and what they hold of it stays theirs. */
  void delete(Sku sku) {
    jdbc.sql("delete from ordering.product where sku = ?").param(sku.value()).update();
  }

  /**
   * Adds pieces, or takes away pieces that nobody has reserved.
   *
   * @return false, and nothing changed, if the product is unknown or its stock would leave its
   *     range
   */
  boolean changeStock(Sku sku, long delta) {
    return jdbc.sql(
                """
                update ordering.product set stock = stock + :delta
                where sku = :sku and stock + :delta between 0 and :max
                """)
            .param("delta", delta)
            .param("sku", sku.value())
            .param("max", Product.MAX_STOCK)
            .update()
        == 1;
  }

  private static Product product(ResultSet row, int number) throws SQLException {
    return new Product(
        new Sku(row.getString("sku")),
        row.getString("name"),
        row.getString("description"),
        new Money(
            row.getBigDecimal("unit_price_amount").stripTrailingZeros(),
            Currency.getInstance(row.getString("currency"))),
        row.getLong("stock"));
  }

  /** What is said about a product, its stock apart. */
  record Description(String name, @Nullable String text, Money unitPrice) {}
}
