package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** Several clients of the stream of all orders, which have to be sent the same. */
record StreamSubscribers(List<StreamSubscriber> all) implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** They connect one after the other: a balancer gives each replica one. */
  static StreamSubscribers of(String url, int count) {
    return new StreamSubscribers(
        IntStream.range(0, count).mapToObj(_ -> StreamSubscriber.of(url)).toList());
  }

  /** The only one that is never disconnected on purpose. */
  StreamSubscriber first() {
    return all.getFirst();
  }

  /** One but the first has to go on from its last event. */
  void disconnectOne(Random random) {
    all.get(random.nextInt(1, all.size())).disconnect();
  }

  /**
   * Waits until each of them was sent every version of every order, and each version once.
   *
   * @param there says the newest version of each order
   */
  void awaitEveryVersion(Callable<Map<String, Long>> there) {
    await("every version in every stream")
        .atMost(LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .failFast("a stream is wrong", this::assertNoViolation)
        .untilAsserted(
            () -> {
              var versions = there.call();
              assertThat(all).allSatisfy(one -> assertThat(one.missing(versions)).isEmpty());
            });
    assertNoViolation();
  }

  private void assertNoViolation() {
    assertThat(all).allSatisfy(one -> assertThat(one.violations()).isEmpty());
  }

  /** How often any of them went on from its last event. */
  int resumptions() {
    return all.stream().mapToInt(StreamSubscriber::resumptions).sum();
  }

  @Override
  public void close() {
    all.forEach(StreamSubscriber::close);
  }
}
