package io.orderflow.simulator.book;

import io.orderflow.simulator.SimulatorCannotStart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one thread that decides. Questions queue up; a batch of them is decided one after the other,
 * made durable with one fsync, and only then answered. So two requests under one key can never both
 * be honoured, and no answer is ever given that a crash could take back.
 */
public final class Bookkeeper implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Bookkeeper.class);
  private static final int MAX_WAITING = 10_000;
  private static final int MAX_BATCH = 512;
  private static final String UNWRITABLE = "the journal cannot be written";
  private static final Question<Boolean> STOP = new Question<>(book -> Decision.unchanged(true));

  private final BlockingQueue<Question<?>> questions = new ArrayBlockingQueue<>(MAX_WAITING);
  private Book book = new Book();
  private final Journal journal;
  private final Thread thread = new Thread(this::work, "simulator-book");
  private volatile boolean closed;
  private boolean failing;
  private Consumer<Appointment> diary = appointment -> {};

  private Bookkeeper(Journal journal) {
    this.journal = journal;
  }

  /**
   * Opens the book of a folder and reads what is in it.
   *
   * @throws SimulatorCannotStart with a sentence that says what to change
   */
  public static Bookkeeper open(Path folder, JsonMapper json) {
    Bookkeeper bookkeeper = new Bookkeeper(Journal.open(folder, json));
    try {
      bookkeeper.journal.replay(bookkeeper.book::apply);
      return bookkeeper;
    } catch (IOException unreadable) {
      bookkeeper.closeJournal();
      throw new SimulatorCannotStart(
          "The journal in " + folder.toAbsolutePath() + " cannot be read: " + unreadable + ".",
          "Make it readable, or name another folder with simulator.folder.",
          unreadable);
    } catch (SimulatorCannotStart damaged) {
      bookkeeper.closeJournal();
      throw damaged;
    }
  }

  /**
   * Starts deciding.
   *
   * @param diary is handed every appointment once it is durable, those of earlier lives first
   */
  public void start(Consumer<Appointment> diary) {
    this.diary = diary;
    book.appointments().forEach(diary);
    thread.start();
  }

  /** The answer, once what it rests on is durable; fails with {@link BookClosed}. */
  public <A> CompletableFuture<A> ask(Function<Book, Decision<A>> rule) {
    Question<A> question = new Question<>(rule);
    if (closed) {
      question.fail(new BookClosed("the simulator is stopping"));
    } else if (!questions.offer(question)) {
      question.fail(new BookClosed("too many requests are waiting to be decided"));
    }
    return question.answer();
  }

  private void work() {
    List<Question<?>> batch = new ArrayList<>(MAX_BATCH);
    try {
      while (!batch.contains(STOP)) {
        batch.clear();
        batch.add(questions.take());
        questions.drainTo(batch, MAX_BATCH - 1);
        if (isUsable()) {
          decide(batch);
        } else {
          failAll(batch, UNWRITABLE);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
      failAll(questions, "the simulator is stopping");
      closeJournal();
    }
  }

  /** After a failure, whether the journal can be written again; the book is then as it is there. */
  private boolean isUsable() {
    if (!failing) {
      return true;
    }
    Book durable = new Book();
    try {
      journal.restore(durable::apply);
    } catch (IOException still) {
      log.debug("The journal still cannot be written", still);
      return false;
    }
    book = durable;
    failing = false;
    log.info("The journal {} can be written again", journal.file());
    return true;
  }

  private void decide(List<Question<?>> batch) {
    List<Change> changes = new ArrayList<>(batch.size());
    for (Question<?> question : batch) {
      Change change = question.decide(book);
      if (change != null) {
        book.apply(change);
        changes.add(change);
      }
    }
    try {
      changes.forEach(journal::append);
      journal.flush();
    } catch (IOException lost) {
      // The book now knows more than the file, so nothing it says may leave until it is read anew.
      failing = true;
      log.error(
          "The journal {} cannot be written ({}): make room there or mend its disk. Until then"
              + " requests are answered 503; all goes on by itself",
          journal.file(),
          lost.getMessage());
      failAll(batch, UNWRITABLE);
      return;
    }
    batch.forEach(Question::tell);
    for (Change change : changes) {
      if (change.appointment() != null) {
        diary.accept(change.appointment());
      }
    }
  }

  private static void failAll(Iterable<Question<?>> waiting, String why) {
    waiting.forEach(question -> question.fail(new BookClosed(why)));
  }

  private void closeJournal() {
    try {
      journal.close();
    } catch (IOException late) {
      log.warn("The journal could not be closed", late);
    }
  }

  /** Decides what already waits, then lets go of the folder. */
  @Override
  public void close() {
    closed = true;
    try {
      if (thread.isAlive()) {
        questions.put(STOP);
        thread.join();
      } else {
        closeJournal();
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
