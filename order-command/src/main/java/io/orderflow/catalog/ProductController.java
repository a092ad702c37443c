package io.orderflow.catalog;

import io.orderflow.api.Sku;
import io.orderflow.catalog.IdempotentProductRequests.Asker;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.IdempotencyKey;
import io.orderflow.web.request.Preconditions;
import java.net.URI;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The catalog over HTTP. */
@RestController
@RequestMapping("/api/v1/products")
class ProductController {

  private final Catalog catalog;
  private final CatalogService changes;

  ProductController(Catalog catalog, CatalogService changes) {
    this.catalog = catalog;
    this.changes = changes;
  }

  @GetMapping
  ResponseEntity<ProductPage> list(
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int size = ProductPage.limit(limit);
    var page = ProductPage.of(catalog.after(ProductPage.last(cursor), size + 1), size);
    var answer = ResponseEntity.ok();
    if (page.nextCursor() != null) {
      String next = "/api/v1/products?limit=" + size + "&cursor=" + page.nextCursor();
      answer.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
    }
    return answer.body(page);
  }

  @GetMapping("/{sku}")
  ResponseEntity<ProductBody> get(@PathVariable String sku, Preconditions conditions) {
    var entry = changes.existing(named(sku));
    return conditions.isNotModified(entry.tag())
        ? ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(quoted(entry)).build()
        : tagged(ResponseEntity.ok(), entry);
  }

  /** Adds or replaces a product; without {@code stock}, what can be sold stays as it is. */
  @PutMapping("/{sku}")
  ResponseEntity<ProductBody> put(
      @PathVariable String sku, @RequestBody ProductRequest request, Preconditions conditions) {
    var changed = changes.put(named(sku), request.check(), conditions);
    return tagged(
        changed.added()
            ? ResponseEntity.created(URI.create("/api/v1/products/" + sku))
            : ResponseEntity.ok(),
        changed.now());
  }

  /** Repeating it changes nothing. */
  @DeleteMapping("/{sku}")
  ResponseEntity<Void> delete(@PathVariable String sku, Preconditions conditions) {
    changes.delete(named(sku), conditions);
    return ResponseEntity.noContent().build();
  }

  /** With a key it is carried out once, however often it is sent. */
  @PostMapping("/{sku}/stock")
  ResponseEntity<ProductBody> changeStock(
      @PathVariable String sku,
      @RequestBody StockChange request,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      Preconditions conditions,
      @Nullable Principal caller) {
    var changed =
        changes.changeStock(named(sku), request.checkedDelta(), Asker.of(caller, key), conditions);
    var answer = ResponseEntity.ok();
    if (changed.replayed()) {
      answer.header(IdempotencyKey.REPLAYED, "true");
    }
    return answer.body(changed.body());
  }

  private static ResponseEntity<ProductBody> tagged(
      ResponseEntity.BodyBuilder answer, CatalogEntry entry) {
    return answer.eTag(quoted(entry)).body(ProductBody.of(entry));
  }

  private static String quoted(CatalogEntry entry) {
    return "\"" + entry.tag() + "\"";
  }

  private static Sku named(String sku) {
    try {
      return new Sku(sku);
    } catch (IllegalArgumentException impossible) {
      throw ProblemException.of(
          CatalogProblemCode.PRODUCT_NOT_FOUND, "Not a valid SKU: " + impossible.getMessage());
    }
  }
}
