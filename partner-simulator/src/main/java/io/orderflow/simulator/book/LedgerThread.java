package io.orderflow.simulator.book;

import io.orderflow.simulator.settings.SimulatorCannotStart;
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
public final class LedgerThread implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LedgerThread.class);
  private static final int MAX_WAITING = 10_000;
  private static final int MAX_BATCH = 512;
  private static final String UNWRITABLE = "the journal cannot be written";
  private static final PendingDecision<Boolean> STOP =
      new PendingDecision<>(ledger -> LedgerDecision.unchanged(true));

  private final BlockingQueue<PendingDecision<?>> questions = new ArrayBlockingQueue<>(MAX_WAITING);
  private Ledger ledger = new Ledger();
  private final Journal journal;
  private final Thread thread = new Thread(this::work, "simulator-book");
  private volatile boolean closed;
  private boolean failing;
  private Consumer<ScheduledCallback> diary = appointment -> {};

  private LedgerThread(Journal journal) {
    this.journal = journal;
  }

  /**
   * Opens the book of a folder and reads what is in it.
   *
   * @throws SimulatorCannotStart with a sentence that says what to change
   */
  public static LedgerThread open(Path folder, JsonMapper json) {
    LedgerThread ledgerThread = new LedgerThread(Journal.open(folder, json));
    try {
      ledgerThread.journal.replay(ledgerThread.ledger::apply);
      return ledgerThread;
    } catch (IOException unreadable) {
      ledgerThread.closeJournal();
      throw new SimulatorCannotStart(
          "The journal in " + folder.toAbsolutePath() + " cannot be read: " + unreadable + ".",
          "Make it readable, or name another folder with simulator.folder.",
          unreadable);
    } catch (SimulatorCannotStart damaged) {
      ledgerThread.closeJournal();
      throw damaged;
    }
  }

  /**
   * Starts deciding.
   *
   * @param diary is handed every appointment once it is durable, those of earlier lives first
   */
  public void start(Consumer<ScheduledCallback> diary) {
    this.diary = diary;
    ledger.appointments().forEach(diary);
    thread.start();
  }

  /**
   * The answer, once what it rests on is durable; fails with {@link LedgerUnavailableException}.
   */
  public <A> CompletableFuture<A> ask(Function<Ledger, LedgerDecision<A>> rule) {
    PendingDecision<A> pendingDecision = new PendingDecision<>(rule);
    if (closed) {
      pendingDecision.fail(new LedgerUnavailableException("the simulator is stopping"));
    } else if (!questions.offer(pendingDecision)) {
      pendingDecision.fail(
          new LedgerUnavailableException("too many requests are waiting to be decided"));
    }
    return pendingDecision.answer();
  }

  private void work() {
    List<PendingDecision<?>> batch = new ArrayList<>(MAX_BATCH);
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
    Ledger durable = new Ledger();
    try {
      journal.restore(durable::apply);
    } catch (IOException still) {
      log.debug("The journal still cannot be written", still);
      return false;
    }
    ledger = durable;
    failing = false;
    log.info("The journal {} can be written again", journal.file());
    return true;
  }

  private void decide(List<PendingDecision<?>> batch) {
    List<LedgerChange> changes = new ArrayList<>(batch.size());
    for (PendingDecision<?> pendingDecision : batch) {
      LedgerChange ledgerChange = pendingDecision.decide(ledger);
      if (ledgerChange != null) {
        ledger.apply(ledgerChange);
        changes.add(ledgerChange);
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
    batch.forEach(PendingDecision::tell);
    for (LedgerChange ledgerChange : changes) {
      if (ledgerChange.appointment() != null) {
        diary.accept(ledgerChange.appointment());
      }
    }
  }

  private static void failAll(Iterable<PendingDecision<?>> waiting, String why) {
    waiting.forEach(pendingDecision -> pendingDecision.fail(new LedgerUnavailableException(why)));
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
