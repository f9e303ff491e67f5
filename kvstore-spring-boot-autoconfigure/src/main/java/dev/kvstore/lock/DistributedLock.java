package dev.kvstore.lock;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * Runs a method of a bean under a lock that no other instance of the application, and no
 * other thread of this one, holds at the same time. On methods of classes and interfaces,
 * also as a meta-annotation.
 * <p>
 * The lock is taken before a transaction that the method starts and released after it; if
 * the caller's transaction is open already, it is released when that has completed. A
 * returned {@code CompletionStage}, {@code Future}, {@code Mono} or {@code Flux} keeps it
 * until its end. If the lock is lost meanwhile, the method is told as {@link #onLost()}
 * says and no such transaction commits. What only a resource can prevent, a late write of
 * a process that was paused, takes the lock's fencing token: a parameter of type
 * {@link dev.kvstore.api.LockHandle} gets the lock, whatever the caller passes, and
 * {@link LockContext#current()} returns it.
 * <p>
 * Only calls through the bean run under the lock, not those on {@code this}. Locks are
 * not re-entrant.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface DistributedLock {

	/**
	 * Another name for {@link #key()}.
	 * @return the key
	 */
	@AliasFor("key")
	String value() default "";

	/**
	 * Returns the key of the lock: text, with SpEL expressions in <code>#{...}</code> and
	 * placeholders. Arguments are variables ({@code #id}), the root has {@code target},
	 * {@code method} and {@code args}. An expression that gives {@code null} or an empty
	 * text fails the call.
	 * @return the key; the name of the class and the method by default
	 */
	@AliasFor("value")
	String key() default "";

	/**
	 * Returns how long to wait for the lock, such as {@code 5s}; zero takes it only if it
	 * is free. May have placeholders.
	 * @return the time; {@code kvstore.lock.wait-time} by default
	 */
	String waitTime() default "";

	/**
	 * Returns how long the lock outlives a process that died, such as {@code 30s}. It is
	 * renewed as long as the process lives. May have placeholders.
	 * @return the time; {@code kvstore.lock.ttl} by default
	 */
	String ttl() default "";

	/**
	 * Returns how long the lock is held at least, also if the method ends earlier, such
	 * as {@code 10s}: for scheduled methods, which clocks that differ start at different
	 * times. May have placeholders.
	 * @return the time; {@code kvstore.lock.hold-at-least} by default
	 */
	String holdAtLeast() default "";

	/**
	 * Returns what becomes of the call if the lock is not to be had in time.
	 * @return what to do
	 */
	OnBusy onBusy() default OnBusy.THROW;

	/**
	 * Returns what the method is told when the lock is lost while it runs.
	 * @return what to do
	 */
	OnLost onLost() default OnLost.INTERRUPT;

}
