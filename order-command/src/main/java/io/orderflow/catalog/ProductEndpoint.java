package io.orderflow.catalog;

import io.orderflow.api.Sku;
import io.orderflow.engine.problem.Problem;
import io.orderflow.engine.problem.ProblemCode;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue over HTTP. */
@RestController
@RequestMapping("/api/v1/products")
class ProductEndpoint {

  private final Catalogue catalogue;

  ProductEndpoint(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @GetMapping
  ResponseEntity<ProductPage> list(
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int size = ProductPage.limit(limit);
    var page = ProductPage.of(catalogue.after(ProductPage.last(cursor), size + 1), size);
    var answer = ResponseEntity.ok();
    if (page.nextCursor() != null) {
      String next = "/api/v1/products?limit=" + size + "&cursor=" + page.nextCursor();
      answer.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
    }
    return answer.body(page);
  }

  @GetMapping("/{sku}")
  ProductBody get(@PathVariable String sku) {
    return ProductBody.of(existing(sku));
  }

  /** Adds or replaces a product; without {@code stock}, what can be sold stays as it is. */
  @PutMapping("/{sku}")
  ResponseEntity<ProductBody> put(@PathVariable String sku, @RequestBody ProductRequest request) {
    Sku named = named(sku);
    var checked = request.check();
    boolean added = catalogue.put(named, checked.description(), checked.stock());
    var answer =
        added ? ResponseEntity.created(URI.create("/api/v1/products/" + sku)) : ResponseEntity.ok();
    return answer.body(ProductBody.of(existing(sku)));
  }

  /** Repeating it does no harm: what is gone stays gone. */
  @DeleteMapping("/{sku}")
  ResponseEntity<Void> delete(@PathVariable String sku) {
    catalogue.delete(named(sku));
    return ResponseEntity.noContent().build();
  }

  @PostMapping("/{sku}/stock")
  ProductBody changeStock(@PathVariable String sku, @RequestBody StockChange request) {
    long delta = request.checkedDelta();
    Product before = existing(sku);
    if (!catalogue.changeStock(before.sku(), delta)) {
      throw Problem.of(
          ProblemCode.CONFLICT,
          "The stock can only become 0 to "
              + Product.MAX_STOCK
              + "; read it again, then correct the delta.");
    }
    return ProductBody.of(existing(sku));
  }

  private Product existing(String sku) {
    return catalogue
        .find(named(sku))
        .orElseThrow(
            () ->
                Problem.of(
                    ProblemCode.PRODUCT_NOT_FOUND,
                    "The catalogue has no product " + sku + "; PUT one there to add it."));
  }

  private static Sku named(String sku) {
    try {
      return new Sku(sku);
    } catch (IllegalArgumentException impossible) {
      throw Problem.of(
          ProblemCode.PRODUCT_NOT_FOUND, "No product can be called so: " + impossible.getMessage());
    }
  }
}
