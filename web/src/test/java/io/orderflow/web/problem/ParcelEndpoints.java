package io.orderflow.web.problem;

import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.Quantity;
import io.orderflow.api.Sku;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Endpoints that fail in every way there is. */
@RestController
public class ParcelEndpoints {

  record Parcel(@Size(max = 10) String label, List<@Valid Item> items, @Nullable Money worth) {}

  record Item(@NotNull Sku sku, Quantity quantity) {}

  record Unhandled(String id) {}

  private enum ParcelProblem implements ProblemCode {
    PRICE_CHANGED;

    @Override
    public int status() {
      return 409;
    }

    @Override
    public String title() {
      return "The price has changed";
    }
  }

  private final CommandGateway commands;

  ParcelEndpoints(CommandGateway commands) {
    this.commands = commands;
  }

  @PostMapping(path = "/parcels", consumes = "application/json", produces = "application/json")
  Parcel post(@Valid @RequestBody Parcel parcel) {
    return parcel;
  }

  @GetMapping("/versioned")
  ResponseEntity<Map<String, String>> versioned() {
    return ResponseEntity.ok().eTag("7").body(Map.of("a", "b"));
  }

  @PostMapping("/anything")
  JsonNode anything(@RequestBody JsonNode body) {
    return body;
  }

  @GetMapping("/parcels/{orderId}")
  OrderId get(@PathVariable OrderId orderId) {
    return orderId;
  }

  @PostMapping("/refused")
  void refuse() {
    throw ProblemException.of(ParcelProblem.PRICE_CHANGED, "Ask for the new price.")
        .with("allowedActions", List.of("CANCEL"));
  }

  @PostMapping("/late")
  CompletableFuture<Map<String, String>> late() {
    return CompletableFuture.supplyAsync(
        () -> {
          throw ProblemException.of(GeneralProblemCode.CONFLICT, "Too late.");
        });
  }

  @PostMapping("/header")
  String header(@RequestHeader("Idempotency-Key") String key) {
    return key;
  }

  @PostMapping("/bug")
  void bug() {
    throw new IllegalStateException("secret of com.example.Secret: select * from customers");
  }

  @PostMapping("/error-of-the-machine")
  void machine() {
    throw new StackOverflowError("secret");
  }

  @PostMapping("/command")
  void command() {
    commands.sendAndWait(new Unhandled("1"));
  }

  @PostMapping("/database")
  void database() {
    new JdbcTemplate(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none"))
        .queryForObject("select 1", Integer.class);
  }
}
