package dev.kvstore.connection;

import java.lang.StackWalker.StackFrame;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.aot.agent.RecordedInvocation;
import org.springframework.aot.agent.RecordedInvocationsPublisher;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;

/**
 * Uses a store in a process whose reflection is recorded, and writes down for what of it
 * there is no hint.
 */
@SuppressWarnings({ "removal", "try" })
public final class RecordedSession {

	private static final byte[] VALUE = "1".getBytes(StandardCharsets.UTF_8);

	private static final Pattern LOOK_UP = Pattern.compile("#(get|forName|loadClass)");

	private RecordedSession() {
	}

	/**
	 * Runs a session.
	 * @param arguments a file for the report, the backend, its endpoint and, for a
	 * connection by TLS, the certificate of the server's authority
	 * @throws Exception if it fails
	 */
	public static void main(String[] arguments) throws Exception {
		Queue<RecordedInvocation> recorded = new ConcurrentLinkedQueue<>();
		RecordedInvocationsPublisher.addListener(recorded::add);
		StoreSettings settings = StoreSettings.defaults().withEndpoints(arguments[2]);
		if (arguments.length > 3) {
			settings = settings.withTls(BundleTls.of(trusting(arguments[3]), null, null));
		}
		try (Store store = StoreFactories.create(arguments[1], settings)) {
			use(store);
		}
		Files.write(Path.of(arguments[0]), report(arguments[1], recorded));
	}

	private static SslBundle trusting(String authority) {
		PemSslStoreDetails details = PemSslStoreDetails.forCertificate(Path.of(authority).toUri().toString());
		return SslBundle.of(new PemSslStoreBundle(null, PemSslStore.load(details)));
	}

	private static void use(Store store) throws InterruptedException {
		CountDownLatch synced = new CountDownLatch(1);
		CountDownLatch deleted = new CountDownLatch(1);
		try (Watch watch = store.watchTree("hints", (event) -> {
			if (event instanceof WatchEvent.Synced) {
				synced.countDown();
			}
			else if (event instanceof WatchEvent.Deleted) {
				deleted.countDown();
			}
		})) {
			await(synced);
			KeyValue first = store.put("hints/a", VALUE);
			store.atomicPut("hints/a", VALUE, first);
			store.transaction().checkAbsent("hints/b").put("hints/b", VALUE).commit();
			store.put("hints/c", VALUE, PutOptions.ttl(Duration.ofSeconds(1)));
			store.put("hints/d", VALUE, PutOptions.ttl(Duration.ofSeconds(10)).withKeepAlive());
			store.get("hints/a");
			store.list("hints");
			lock(store);
			store.status();
			await(deleted);
			refuse(store);
			store.deleteTree("hints");
		}
	}

	private static void lock(Store store) throws InterruptedException {
		try (LockHandle held = store.newLock("hints/lock").lock()) {
			store.newLock("hints/lock").holder();
			store.newLock("hints/lock").tryLock(Duration.ofMillis(100));
		}
	}

	private static void refuse(Store store) {
		try {
			store.put("hints/large", new byte[20 << 20]);
			throw new IllegalStateException("The value was not too large");
		}
		catch (StoreException ex) {
			// as every backend does
		}
	}

	private static void await(CountDownLatch latch) throws InterruptedException {
		if (!latch.await(60, TimeUnit.SECONDS)) {
			throw new IllegalStateException("No event within 60 s");
		}
	}

	private static List<String> report(String backend, Collection<RecordedInvocation> recorded) {
		RuntimeHints hints = new RuntimeHints();
		AotServices.factories()
			.load(RuntimeHintsRegistrar.class)
			.stream()
			.filter((registrar) -> !(registrar instanceof ClientHints) || isOf(backend, registrar))
			.forEach((registrar) -> registrar.registerHints(hints, RecordedSession.class.getClassLoader()));
		JarMetadata.registerHints(hints);
		Stream<String> missing = recorded.stream()
			.filter((invocation) -> !foundNothing(invocation) && !isOfProxy(invocation))
			.filter((invocation) -> !invocation.matches(hints))
			.map(RecordedSession::describe)
			.distinct()
			.sorted();
		return Stream.concat(Stream.of("recorded " + recorded.size()), missing).toList();
	}

	private static boolean isOf(String backend, RuntimeHintsRegistrar registrar) {
		return registrar.getClass().getSimpleName().toLowerCase(Locale.ROOT).startsWith(backend);
	}

	private static boolean foundNothing(RecordedInvocation invocation) {
		if (invocation.getReturnValue() instanceof Enumeration<?>) {
			return ClassLoader.getSystemResource(invocation.getArgument(0)) == null;
		}
		return invocation.getReturnValue() == null
				&& LOOK_UP.matcher(invocation.getMethodReference().toString()).find();
	}

	private static boolean isOfProxy(RecordedInvocation invocation) {
		return callers(invocation).findFirst().filter((frame) -> frame.getClassName().contains(".$Proxy")).isPresent();
	}

	private static String describe(RecordedInvocation invocation) {
		String subject = invocation.isStatic() ? "" : Objects.toString(invocation.getInstance());
		String arguments = invocation.getArguments()
			.stream()
			.map((argument) -> (argument instanceof Object[] array) ? Arrays.toString(array) : String.valueOf(argument))
			.collect(Collectors.joining(", "));
		return invocation.getMethodReference() + " " + subject + "(" + arguments + ") at "
				+ callers(invocation).limit(3).map(StackFrame::toString).collect(Collectors.joining(" < "));
	}

	private static Stream<StackFrame> callers(RecordedInvocation invocation) {
		return invocation.getStackFrames()
			.filter((frame) -> !frame.getClassName().startsWith("org.springframework.aot."));
	}

}
