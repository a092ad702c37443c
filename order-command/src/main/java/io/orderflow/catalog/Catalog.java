package io.orderflow.catalog;

import io.orderflow.api.Money;
import io.orderflow.api.Sku;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
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
public class Catalog {

  private static final String LISTED =
      """
      select p.*, (
        select coalesce(sum(quantity), 0) from ordering.stock_reservation r
        where r.sku = p.sku and not r.dispatched) as reserved
      from ordering.product p where p.deleted_at is null
      """;

  private final JdbcClient jdbc;

  Catalog(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The products on offer among these. */
  public Map<Sku, Product> find(Collection<Sku> skus) {
    return jdbc
        .sql("select * from ordering.product where sku = any(:skus) and deleted_at is null")
        .param("skus", skus.stream().map(Sku::value).toArray(String[]::new))
        .query(Catalog::product)
        .list()
        .stream()
        .collect(Collectors.toMap(Product::sku, Function.identity()));
  }

  Optional<CatalogEntry> find(Sku sku) {
    return jdbc.sql(LISTED + " and p.sku = :sku")
        .param("sku", sku.value())
        .query(Catalog::listing)
        .optional();
  }

  /** The products after this one, in the order of their SKUs. */
  List<CatalogEntry> after(@Nullable Sku last, int limit) {
    return jdbc.sql(LISTED + " and p.sku > :last order by p.sku limit :limit")
        .param("last", last == null ? "" : last.value())
        .param("limit", limit)
        .query(Catalog::listing)
        .list();
  }

  /**
   * Locks the product against changes until the transaction ends.
   *
   * @return the product as of the lock; empty if it is not on offer
   */
  Optional<CatalogEntry> lock(Sku sku) {
    jdbc.sql("select 1 from ordering.product where sku = ? for no key update")
        .param(sku.value())
        .query(Integer.class)
        .optional();
    return find(sku); // as of after the wait, what is reserved included
  }

  /**
   * Adds a product, also one that was deleted, or replaces its description.
   *
   * @param stock what can be sold from now on, beside what is reserved; null keeps what there is,
   *     so that a new price cannot undo a sale
   * @param overwrite false to leave alone what is on offer already
   * @return false if it was left alone
   */
  boolean put(Sku sku, Description described, @Nullable Long stock, boolean overwrite) {
    return jdbc.sql(
                """
                insert into ordering.product as p
                  (sku, name, description, unit_price_amount, currency, stock)
                values (:sku, :name, :description, :amount, :currency, coalesce(:stock::bigint, 0))
                on conflict (sku) do update set
                  name = excluded.name, description = excluded.description,
                  currency = excluded.currency, unit_price_amount = excluded.unit_price_amount,
                  stock = coalesce(:stock::bigint, p.stock),
                  version = p.version + 1, deleted_at = null
                where :overwrite or p.deleted_at is not null
                """)
            .param("sku", sku.value())
            .param("name", described.name())
            .param("description", described.text())
            .param("amount", described.unitPrice().amount())
            .param("currency", described.unitPrice().currency().getCurrencyCode())
            .param("stock", stock)
            .param("overwrite", overwrite)
            .update()
        == 1;
  }

  /** Adds a product unless the catalog has one of that SKU, which then stays as it is. */
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

  /**
   * Withdraws a product from sale. Its row and its stock stay: orders placed earlier still reserve
   * from it and release to it.
   */
  void delete(Sku sku, Instant now) {
    jdbc.sql(
            """
            update ordering.product set deleted_at = ?, version = version + 1
            where sku = ? and deleted_at is null
            """)
        .params(now.atOffset(ZoneOffset.UTC), sku.value())
        .update();
  }

  /**
   * Adds pieces, or removes pieces that are not reserved. Released pieces may have taken the stock
   * beyond its range; a change towards the range is always possible.
   *
   * @return false, and nothing changed, if the product is unknown or its stock would leave its
   *     range, or go further out
   */
  boolean changeStock(Sku sku, long delta) {
    return jdbc.sql(
                """
                update ordering.product set stock = stock + :delta
                where sku = :sku and deleted_at is null
                  and stock + :delta >= 0 and (:delta <= 0 or stock + :delta <= :max)
                """)
            .param("delta", delta)
            .param("sku", sku.value())
            .param("max", Product.MAX_STOCK)
            .update()
        == 1;
  }

  private static CatalogEntry listing(ResultSet row, int number) throws SQLException {
    return new CatalogEntry(product(row, number), row.getLong("reserved"), row.getLong("version"));
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

  /** A product without its stock. */
  record Description(String name, @Nullable String text, Money unitPrice) {}
}
