package io.orderflow.catalog;

import io.orderflow.api.Money;
import io.orderflow.api.Sku;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The products of a demonstration: four for a desk, and those that make the simulated partners
 * fail. A product that exists is kept over restarts, with its stock.
 */
@Component
@Profile("demo")
class DemoCatalog implements SmartInitializingSingleton {

  private static final int PLENTY = 1_000_000;

  static final List<Product> PRODUCTS =
      List.of(
          product("laptop", "Laptop, 14 inches", "1200.00", PLENTY),
          product("mouse", "Mouse, wireless", "25.00", PLENTY),
          product("keyboard", "Keyboard, mechanical", "75.00", PLENTY),
          product("monitor", "Monitor, 27 inches", "310.00", PLENTY),
          product("sample", "Sample of fabric, free", "0.00", PLENTY),
          product("always-out-of-stock", "Chair nobody can buy", "90.00", 0),
          product("unprocessable", "Desk the warehouse refuses", "180.00", PLENTY),
          product("processing-flaky", "Lamp that takes three tries", "40.00", PLENTY),
          product("processing-async", "Shelf that is ready in a while", "60.00", PLENTY),
          product("unshippable", "Safe the carrier refuses", "650.00", PLENTY),
          product("lost-parcel", "Vase that never arrives", "55.00", PLENTY),
          product("shipping-async", "Chair that is fetched in a while", "95.00", PLENTY),
          product("shipping-async-refused", "Sofa the carrier sees, and refuses", "480.00", PLENTY),
          product("shipping-late", "Table that is fetched late", "220.00", PLENTY),
          product("shipping-flaky", "Clock that takes three tries", "35.00", PLENTY),
          product("shipping-silent", "Rug the carrier says nothing of", "130.00", PLENTY),
          product("shipping-twice", "Cup that arrives twice", "12.00", PLENTY),
          product("shipping-reordered", "Pen that arrives before it leaves", "8.00", PLENTY));

  private final Catalog catalog;

  DemoCatalog(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public void afterSingletonsInstantiated() {
    PRODUCTS.forEach(catalog::addIfAbsent);
  }

  private static Product product(String sku, String name, String price, long stock) {
    return new Product(new Sku(sku), name, null, Money.of(price, "EUR"), stock);
  }
}
