package io.orderflow.simulator.ledger;

import io.orderflow.simulator.settings.FolderLock;
import io.orderflow.simulator.settings.SimulatorStartException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The append-only file behind the ledger, one change per line in JSON. Once {@link #flush} has
 * returned, the changes survive a crash of the machine. One process at a time may use the folder.
 */
final class Journal implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Journal.class);

  /** The free space required before the journal is used again after a failure. */
  private static final int ROOM = 1 << 16;

  private final Path file;
  private final JsonMapper json;
  private final FolderLock lock;
  private final FileChannel channel;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private long durable;

  private Journal(Path file, JsonMapper json, FolderLock lock, FileChannel channel) {
    this.file = file;
    this.json = json;
    this.lock = lock;
    this.channel = channel;
  }

  /**
   * @throws SimulatorStartException if the folder cannot be used or another simulator works in it
   */
  static Journal open(Path folder, JsonMapper json) {
    FolderLock lock = FolderLock.take(folder, "lock", "partner simulator", "simulator.folder");
    Path file = folder.resolve("journal.jsonl");
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      return new Journal(file, json, lock, channel);
    } catch (IOException unusable) {
      lock.close();
      throw FolderLock.unwritable(folder, "simulator.folder", unusable);
    }
  }

  /** Reads all changes, and cuts off an incomplete last line that a crash left. */
  void replay(Consumer<LedgerChange> reader) throws IOException {
    InputStream in = new BufferedInputStream(Channels.newInputStream(channel.position(0)), 1 << 16);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long number = 0;
    long end = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next != '\n') {
        line.write(next);
        continue;
      }
      number++;
      end += line.size() + 1;
      reader.accept(parse(line.toByteArray(), number));
      line.reset();
    }
    cutAt(end);
  }

  private LedgerChange parse(byte[] line, long number) {
    try {
      return json.readValue(line, LedgerChange.class);
    } catch (JacksonException damaged) {
      throw new SimulatorStartException(
          "Line " + number + " of " + file.toAbsolutePath() + " is damaged.",
          "Restore the file, or name another folder with simulator.folder to start afresh.",
          damaged);
    }
  }

  /** A line without its end was never flushed, so no answer depends on it. */
  private void cutAt(long end) throws IOException {
    long torn = channel.size() - end;
    if (torn > 0) {
      log.warn("{}: cut off {} bytes of an incomplete line, left by a crash", file, torn);
      channel.truncate(end);
      channel.force(true);
    }
    channel.position(end);
    durable = end;
  }

  void append(LedgerChange change) {
    pending.writeBytes(json.writeValueAsBytes(change));
    pending.write('\n');
  }

  /** Makes all appended changes durable, with one write and one fsync. */
  void flush() throws IOException {
    if (pending.size() == 0) {
      return;
    }
    byte[] bytes = pending.toByteArray();
    pending.reset();
    write(bytes);
    durable += bytes.length;
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
    channel.force(false);
  }

  /**
   * Truncates the file to what was durable before a flush failed, and reads it again.
   *
   * @throws IOException if the disk is still full
   */
  void restore(Consumer<LedgerChange> reader) throws IOException {
    channel.truncate(durable).position(durable);
    write(new byte[ROOM]);
    channel.truncate(durable);
    replay(reader);
  }

  Path file() {
    return file.toAbsolutePath();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    lock.close();
  }
}
