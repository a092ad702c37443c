package io.orderflow.integration.resend;

import io.orderflow.engine.origin.Origin;
import io.orderflow.web.request.IdempotencyKey;
import java.net.URI;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets operators preview what a publisher would send again, and have it do so. */
@RestController
@RequestMapping(ResendController.PUBLISHERS + "/{name}/resends")
class ResendController {

  static final String PUBLISHERS = "/api/v1/admin/publishers";

  private final ResendService resends;

  ResendController(ResendService resends) {
    this.resends = resends;
  }

  /** Sends nothing yet. */
  @PostMapping
  ResponseEntity<ResendBody> preview(
      @PathVariable String name, @RequestBody ResendRequest request, Origin origin) {
    var made = resends.preview(name, request, origin.actor());
    return ResponseEntity.created(URI.create(PUBLISHERS + "/" + name + "/resends/" + made.id()))
        .body(ResendBody.of(made));
  }

  @GetMapping
  All all(@PathVariable String name) {
    return new All(resends.all(name).stream().map(ResendBody::of).toList());
  }

  @GetMapping("/{id}")
  ResendBody show(@PathVariable String name, @PathVariable String id) {
    return ResendBody.of(resends.find(name, id));
  }

  /** Durable when it is answered, and safe to repeat. */
  @PostMapping("/{id}/confirmation")
  ResponseEntity<ResendBody> confirm(
      @PathVariable String name,
      @PathVariable String id,
      @RequestBody ResendConfirmation confirmation,
      Origin origin) {
    boolean repeated = !resends.confirm(name, id, confirmation, origin.actor());
    var answer = ResponseEntity.accepted();
    return (repeated ? answer.header(IdempotencyKey.REPLAYED, "true") : answer)
        .body(show(name, id));
  }

  record All(List<ResendBody> resends) {

    All {
      resends = List.copyOf(resends);
    }
  }
}
