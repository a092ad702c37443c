package io.orderflow.views.stream;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EventStreamWriterTest {

  private final Client client = new Client();
  private final AtomicInteger closed = new AtomicInteger();
  private EventStreamWriter writer;

  EventStreamWriterTest() throws IOException {
    writer = writerTo(client);
  }

  @BeforeEach
  void begin() {
    writer.begin(closed::incrementAndGet);
  }

  @Test
  void what_a_client_takes_is_written_at_once() {
    client.takes();
    writer.onWritePossible();

    writer.send("one");
    writer.send("two");

    assertThat(client.received()).isEqualTo("onetwo");
    assertThat(client.flushes).isPositive();
  }

  @Test
  void what_a_client_does_not_take_waits_until_it_does() {
    writer.send("one");
    writer.onWritePossible();
    writer.send("two");
    assertThat(client.received()).isEmpty();

    client.takes();
    writer.onWritePossible();

    assertThat(client.received()).isEqualTo("onetwo");
  }

  @Test
  void a_client_that_reads_too_slowly_is_disconnected() {
    writer.onWritePossible();
    var event = "x".repeat(1024);
    for (int sent = 0; sent < EventStreamWriter.MOST_WAITING; sent += event.length()) {
      writer.send(event);
    }
    assertThat(closed).hasValue(0);

    writer.send(event);

    assertThat(closed).hasValue(1);
  }

  @Test
  void a_client_that_takes_nothing_while_it_catches_up_is_disconnected() throws Exception {
    writer.onWritePossible();
    writer.send("x".repeat(EventStreamWriter.MOST_WAITING / 2));
    assertThat(writer.awaitRoom(Duration.ZERO)).isZero();
    assertThat(closed).hasValue(0);

    writer.send("x");
    var left = writer.awaitRoom(Duration.ofMillis(1));

    assertThat(left).as("of the time that it had").isLessThanOrEqualTo(Duration.ZERO);
    assertThat(closed).hasValue(1);
  }

  @Test
  void a_stream_that_is_closed_before_it_begins_gives_its_place_back() throws IOException {
    var early = writerTo(new Client());
    early.close();

    early.begin(closed::incrementAndGet);

    assertThat(closed).hasValue(1);
  }

  @Test
  void a_client_that_has_gone_is_told_once() {
    client.takes();
    client.gone = true;
    writer.onWritePossible();

    writer.send("one");
    writer.send("two");
    writer.close();

    assertThat(closed).hasValue(1);
  }

  private static EventStreamWriter writerTo(Client client) throws IOException {
    var response =
        new MockHttpServletResponse() {
          @Override
          public ServletOutputStream getOutputStream() {
            return client;
          }
        };
    return new EventStreamWriter(new MockAsyncContext(new MockHttpServletRequest(), response));
  }

  /** The connection to a client that takes nothing at first. */
  private static final class Client extends ServletOutputStream {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean ready;
    private boolean gone;
    private int flushes;

    void takes() {
      ready = true;
    }

    String received() {
      return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public void setWriteListener(@Nullable WriteListener listener) {
      // The test calls the writer itself.
    }

    @Override
    public void write(int single) throws IOException {
      if (gone) {
        throw new IOException("gone");
      }
      bytes.write(single);
    }

    @Override
    public void flush() {
      flushes++;
    }
  }
}
