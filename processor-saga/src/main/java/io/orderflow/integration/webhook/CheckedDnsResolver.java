package io.orderflow.integration.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves the host of a connection and refuses what {@link AddressPolicy} does not permit. The
 * HTTP client connects to exactly these addresses, so that the name cannot resolve to another one
 * between the check and the connection (DNS rebinding).
 *
 * <p>The system's resolver cannot be interrupted, and it would hold a carrier of virtual threads
 * for as long as a name server is silent. So it runs on threads of its own, which end when they
 * have nothing to do.
 */
final class CheckedDnsResolver implements DnsResolver, AutoCloseable {

  /** More would prolong an attempt by one connection timeout each. */
  private static final int MOST_ADDRESSES = 2;

  private static final int IDLE_SECONDS = 10;

  private final AddressPolicy policy;
  private final HostLookup hosts;
  private final Duration timeout;
  private final ThreadPoolExecutor threads;

  /**
   * @param mostThreads how many lookups may be under way
   */
  CheckedDnsResolver(AddressPolicy policy, HostLookup hosts, Duration timeout, int mostThreads) {
    this.policy = policy;
    this.hosts = hosts;
    this.timeout = timeout;
    this.threads =
        new ThreadPoolExecutor(
            0,
            mostThreads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("webhook-dns-", 1).factory());
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var addresses = lookUp(host);
    for (var address : addresses) {
      if (!policy.permits(address)) {
        throw new ForbiddenAddressException(
            "%s is %s, which is not public; a network of your own must be named in %s.allowed-networks"
                .formatted(host, address.getHostAddress(), WebhookProperties.PREFIX));
      }
    }
    return Arrays.copyOf(addresses, Math.min(addresses.length, MOST_ADDRESSES));
  }

  private InetAddress[] lookUp(String host) throws UnknownHostException {
    var lookup = new FutureTask<>(() -> hosts.addressesOf(host));
    try {
      threads.execute(lookup);
      return lookup.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw new UnknownHostException(host + " cannot be resolved");
    } catch (TimeoutException | RejectedExecutionException silent) {
      throw new UnknownHostException("no name server has answered for " + host);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("orderflow stops");
    }
  }

  /** Not used by this client. */
  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** The addresses of a host, as the system knows them. */
  interface HostLookup {

    InetAddress[] addressesOf(String host) throws UnknownHostException;
  }

  /** A host has an address that webhooks are not sent to. */
  static final class ForbiddenAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    ForbiddenAddressException(String reason) {
      super(reason);
    }
  }
}
