package io.orderflow.web.admission;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Endpoints that take as long as a test wants. */
@RestController
class AdmissionTestEndpoints {

  private volatile CountDownLatch door = new CountDownLatch(0);
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger served = new AtomicInteger();
  private final AtomicBoolean behind = new AtomicBoolean();

  void shut() {
    door = new CountDownLatch(1);
  }

  void open() {
    door.countDown();
  }

  int inside() {
    return inside.get();
  }

  int served() {
    return served.get();
  }

  void fallBehind(boolean really) {
    behind.set(really);
  }

  @PostMapping("/api/v1/doors")
  String command(@RequestBody(required = false) String body) throws InterruptedException {
    return pass();
  }

  @GetMapping("/api/v1/doors")
  String read() throws InterruptedException {
    return pass();
  }

  @PostMapping({"/api/v1/callbacks/doors", "/api/v1/admin/doors", "/api/v1/free"})
  String other() {
    return "done";
  }

  @GetMapping("/health")
  String health() {
    return "up";
  }

  private String pass() throws InterruptedException {
    inside.incrementAndGet();
    try {
      door.await();
      served.incrementAndGet();
      return "done";
    } finally {
      inside.decrementAndGet();
    }
  }

  @Bean
  TrafficRule callbacks() {
    return new TrafficRule("/api/v1/callbacks/", TrafficClass.CALLBACKS);
  }

  @Bean
  AdmissionPolicy behind() {
    return request ->
        behind.get() && request.getRequestURI().equals("/api/v1/free")
            ? Optional.of(AdmissionRefusal.overloaded("We are behind."))
            : Optional.empty();
  }
}
