package io.orderflow.simulator.book;

import io.orderflow.simulator.settings.SimulatorCannotStart;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The append-only file behind the book: one change per line, in JSON. What {@link #flush} has
 * returned from survives a crash of the machine. One process at a time holds the folder.
 */
final class Journal implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Journal.class);

  /** What must fit before the book is read anew; so that a full disk does not cause that often. */
  private static final int ROOM = 1 << 16;

  private final Path file;
  private final JsonMapper json;
  private final FileChannel lock;
  private final FileChannel channel;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private long durable;

  private Journal(Path file, JsonMapper json, FileChannel lock, FileChannel channel) {
    this.file = file;
    this.json = json;
    this.lock = lock;
    this.channel = channel;
  }

  /**
   * @throws SimulatorCannotStart if the folder cannot be used or another simulator works in it
   */
  static Journal open(Path folder, JsonMapper json) {
    try {
      Files.createDirectories(folder);
      FileChannel lock = lock(folder);
      Path file = folder.resolve("journal.jsonl");
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      return new Journal(file, json, lock, channel);
    } catch (IOException unusable) {
      throw new SimulatorCannotStart(
          "The folder " + folder.toAbsolutePath() + " cannot be written: " + unusable,
          "Make it writable, or name another one with simulator.folder.",
          unusable);
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() != null) {
        return lock;
      }
    } catch (OverlappingFileLockException heldInThisProcess) {
      // Answered below like a lock that another process holds.
    }
    lock.close();
    throw new SimulatorCannotStart(
        "Another partner simulator works in the folder " + folder.toAbsolutePath() + ".",
        "Stop that one, or give this one a folder of its own with simulator.folder.",
        null);
  }

  /** Reads every change there is; what a crash left of a last line is cut off. */
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
      throw new SimulatorCannotStart(
          "Line " + number + " of " + file.toAbsolutePath() + " is damaged.",
          "Restore the file, or name another folder with simulator.folder to start afresh.",
          damaged);
    }
  }

  /** A line without its end was never flushed, so nobody has been told of it. */
  private void cutAt(long end) throws IOException {
    long torn = channel.size() - end;
    if (torn > 0) {
      log.warn("{}: the last {} bytes are half a line, left by a crash; cut off", file, torn);
      channel.truncate(end);
      channel.force(true);
    }
    channel.position(end);
    durable = end;
  }

  void append(LedgerChange ledgerChange) {
    pending.writeBytes(json.writeValueAsBytes(ledgerChange));
    pending.write('\n');
  }

  /** Makes all that was appended durable, with one write and one fsync. */
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
   * Goes back to what was durable before a flush failed, and reads that again.
   *
   * @throws IOException if there is no room for more yet
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
