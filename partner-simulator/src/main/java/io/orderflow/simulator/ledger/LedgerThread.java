package io.orderflow.simulator.ledger;

import io.orderflow.simulator.settings.SimulatorStartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The single writer of the ledger. It decides waiting requests one after the other, makes the batch
 * durable with one fsync, and only then answers. Two requests under one key therefore never both
 * take effect, and no crash takes back an answer.
 */
public final class LedgerThread implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LedgerThread.class);
  private static final int MAX_WAITING = 10_000;
  private static final int MAX_BATCH = 512;
  private static final String UNWRITABLE = "the journal cannot be written";
  private static final PendingDecision<Boolean> STOP =
      new PendingDecision<>(ledger -> LedgerDecision.unchanged(true));

  private final BlockingQueue<PendingDecision<?>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private Ledger ledger = new Ledger();
  private final Journal journal;
  private final Thread thread = new Thread(this::work, "simulator-ledger");
  private volatile boolean closed;
  private boolean failing;
  private Consumer<ScheduledCallback> onScheduled = _ -> {};

  private LedgerThread(Journal journal) {
    this.journal = journal;
  }

  /**
   * Opens the ledger of a folder and replays its journal.
   *
   * @throws SimulatorStartException with a sentence that says what to change
   */
  public static LedgerThread open(Path folder, JsonMapper json) {
    LedgerThread ledgerThread = new LedgerThread(Journal.open(folder, json));
    try {
      ledgerThread.journal.replay(ledgerThread.ledger::apply);
      return ledgerThread;
    } catch (IOException unreadable) {
      ledgerThread.closeJournal();
      throw new SimulatorStartException(
          "The journal in " + folder.toAbsolutePath() + " cannot be read: " + unreadable + ".",
          "Make it readable, or name another folder with simulator.folder.",
          unreadable);
    } catch (SimulatorStartException damaged) {
      ledgerThread.closeJournal();
      throw damaged;
    }
  }

  /**
   * Starts the thread.
   *
   * @param onScheduled receives every callback once it is durable, first those found in the journal
   */
  public void start(Consumer<ScheduledCallback> onScheduled) {
    this.onScheduled = onScheduled;
    ledger.callbacks().forEach(onScheduled);
    thread.start();
  }

  /** The answer, once its change is durable; fails with {@link LedgerUnavailableException}. */
  public <A> CompletableFuture<A> submit(Function<Ledger, LedgerDecision<A>> rule) {
    PendingDecision<A> pending = new PendingDecision<>(rule);
    if (closed) {
      pending.fail(new LedgerUnavailableException("the simulator is stopping"));
    } else if (!waiting.offer(pending)) {
      pending.fail(new LedgerUnavailableException("too many requests are waiting to be decided"));
    }
    return pending.answer();
  }

  private void work() {
    List<PendingDecision<?>> batch = new ArrayList<>(MAX_BATCH);
    try {
      while (!batch.contains(STOP)) {
        batch.clear();
        batch.add(waiting.take());
        waiting.drainTo(batch, MAX_BATCH - 1);
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
      failAll(waiting, "the simulator is stopping");
      closeJournal();
    }
  }

  /** After a failure: whether the journal can be written again. Reads the ledger anew if so. */
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
    for (PendingDecision<?> pending : batch) {
      LedgerChange change = pending.decide(ledger);
      if (change != null) {
        ledger.apply(change);
        changes.add(change);
      }
    }
    try {
      changes.forEach(journal::append);
      journal.flush();
    } catch (IOException lost) {
      // The ledger is ahead of the journal now: it must be read anew before it answers again.
      failing = true;
      log.error(
          "The journal {} cannot be written ({}): free disk space or repair the disk. Requests get"
              + " 503 until then; no restart is needed",
          journal.file(),
          lost.getMessage());
      failAll(batch, UNWRITABLE);
      return;
    }
    batch.forEach(PendingDecision::complete);
    changes.stream().map(LedgerChange::callback).filter(Objects::nonNull).forEach(onScheduled);
  }

  private static void failAll(Iterable<PendingDecision<?>> all, String why) {
    all.forEach(pending -> pending.fail(new LedgerUnavailableException(why)));
  }

  private void closeJournal() {
    try {
      journal.close();
    } catch (IOException late) {
      log.warn("The journal could not be closed", late);
    }
  }

  /** Decides what already waits, then releases the folder. */
  @Override
  public void close() {
    closed = true;
    try {
      if (thread.isAlive()) {
        waiting.put(STOP);
        thread.join();
      } else {
        closeJournal();
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
