package io.orderflow.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GroupCommitTest {

  private static final int MOST = 10;

  private final List<List<Integer>> transactions = Collections.synchronizedList(new ArrayList<>());
  private final List<Thread> callers = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch mayCommit = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    mayCommit.countDown();
    threads.close();
  }

  @Test
  void an_idle_group_commits_each_piece_at_once() {
    var group = new GroupCommit<>(MOST, this::doubled);
    assertThat(group.submit(1)).isEqualTo(2);
    assertThat(group.submit(2)).isEqualTo(4);
    assertThat(transactions).containsExactly(List.of(1), List.of(2));
  }

  @Test
  void pieces_that_wait_share_transactions_and_each_gets_its_own_answer() throws Exception {
    var group = new GroupCommit<>(MOST, this::doubledWhenAllWait);
    var answers = submitBehindTheFirst(group, 25);

    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).get()).isEqualTo(2 * i);
    }
    assertThat(transactions).extracting(List::size).containsExactly(1, MOST, MOST, 4);
  }

  @Test
  void a_piece_that_cannot_be_committed_harms_only_itself() throws Exception {
    var group =
        new GroupCommit<Integer, Integer>(
            MOST,
            pieces -> {
              awaitTheOthers();
              if (pieces.contains(3)) {
                throw new IllegalArgumentException("planted");
              }
              return doubled(pieces);
            });
    var answers = submitBehindTheFirst(group, 6);

    assertThatThrownBy(() -> answers.get(3).get())
        .hasCauseInstanceOf(IllegalArgumentException.class);
    for (int i : new int[] {0, 1, 2, 4, 5}) {
      assertThat(answers.get(i).get()).isEqualTo(2 * i);
    }
  }

  /** Whether it was committed is unknown: another try might do it twice. */
  @Test
  void after_a_transient_failure_all_callers_fail_and_nothing_is_tried_again() throws Exception {
    var group =
        new GroupCommit<Integer, Integer>(
            MOST,
            pieces -> {
              awaitTheOthers();
              transactions.add(pieces);
              throw new DataAccessResourceFailureException(
                  "planted", new SQLTransientConnectionException("planted", "08006"));
            });
    var answers = submitBehindTheFirst(group, 6);

    for (var answer : answers) {
      assertThatThrownBy(answer::get).hasCauseInstanceOf(DataAccessResourceFailureException.class);
    }
    assertThat(transactions).extracting(List::size).containsExactly(1, 5);
  }

  @Test
  void a_committed_piece_without_an_answer_fails_and_is_not_committed_again() throws Exception {
    var group =
        new GroupCommit<Integer, Integer>(
            MOST,
            pieces -> {
              awaitTheOthers();
              return doubled(pieces).subList(0, 1);
            });
    var answers = submitBehindTheFirst(group, 3);

    assertThat(answers.get(1).get()).isEqualTo(2);
    assertThatThrownBy(() -> answers.get(2).get()).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(transactions).containsExactly(List.of(0), List.of(1, 2));
  }

  @Test
  void an_interrupted_caller_commits_like_any_other_and_stays_interrupted() throws Exception {
    var group =
        new GroupCommit<Integer, Boolean>(
            MOST, pieces -> List.of(Thread.currentThread().isInterrupted()));
    var interrupted =
        threads.submit(
            () -> {
              Thread.currentThread().interrupt();
              boolean inTransaction = group.submit(1);
              return List.of(inTransaction, Thread.interrupted());
            });

    assertThat(interrupted.get()).containsExactly(false, true);
  }

  private List<Future<Integer>> submitBehindTheFirst(
      GroupCommit<Integer, Integer> group, int pieces) throws InterruptedException {
    var answers = new ArrayList<Future<Integer>>();
    answers.add(threads.submit(() -> group.submit(0)));
    begun.await();
    IntStream.range(1, pieces)
        .forEach(
            piece -> {
              answers.add(
                  threads.submit(
                      () -> {
                        callers.add(Thread.currentThread());
                        return group.submit(piece);
                      }));
              await().until(() -> callers.size() == piece && waits(callers.get(piece - 1)));
            });
    mayCommit.countDown();
    return answers;
  }

  private static boolean waits(Thread caller) {
    return LockSupport.getBlocker(caller) instanceof GroupCommit;
  }

  private List<Integer> doubledWhenAllWait(List<Integer> pieces) {
    awaitTheOthers();
    return doubled(pieces);
  }

  private void awaitTheOthers() {
    begun.countDown();
    try {
      mayCommit.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private List<Integer> doubled(List<Integer> pieces) {
    transactions.add(pieces);
    return pieces.stream().map(piece -> 2 * piece).toList();
  }
}
