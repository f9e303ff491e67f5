package dev.kvstore.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * A method of a bean that is called for changes of keys, also as a meta-annotation.
 *
 * <p>
 * <b>Parameters</b> of type {@code String} that are named as a variable of the pattern
 * get its value. One more may be the payload: a {@link dev.kvstore.api.WatchEvent}, a
 * {@link dev.kvstore.api.KeyValue}, the value as {@code byte[]} or {@code String}, or any
 * type that the application's {@link dev.kvstore.api.ValueConverter} reads. Deletions, by
 * expiry too, are told to methods without payload or with a {@code WatchEvent}, an empty
 * {@code Optional} or a {@code null} for a payload that is {@code @Nullable}; others are
 * not called for them. The method returns {@code void}.
 *
 * <p>
 * <b>Calls</b> come on threads of the listeners, those for one key one after another and
 * in order. While the method runs, at most one change of each key waits for it: it is
 * called with the last state and not with each step. A slow method holds up no other one.
 * What the method throws, or a value that does not convert, goes to the
 * {@link StoreListenerErrorHandler} and is not tried again. Interruptions of the watch
 * are not told; what changed meanwhile is.
 *
 * <p>
 * <b>The bean</b> is asked for at each call, as with {@code @EventListener}: one that is
 * lazy is made at the first change, of a prototype each call gets its own, and proxies
 * work. An {@code @Async} method returns before it has run, so that neither the order nor
 * the number of calls is kept.
 *
 * <p>
 * Mistakes fail the start. Calls begin after the web server and leader election and end
 * before them.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(StoreListenerReflectiveProcessor.class)
public @interface StoreListener {

	/**
	 * Another name for {@link #pattern()}.
	 * @return the pattern
	 */
	@AliasFor("pattern")
	String value() default "";

	/**
	 * Returns the pattern of the keys, by the rules of Spring's {@code PathPattern}:
	 * <code>config/{tenant}/flags/{flag}</code>, <code>jobs/{*path}</code>,
	 * <code>jobs/**</code>. Characters are compared as they are; nothing is decoded. What
	 * comes before the first variable or wildcard is the directory that is watched, for
	 * all methods that have the same one together; the key of the directory itself
	 * matches no pattern. Without any it is one key, and {@code spring-web} is not
	 * needed. Placeholders such as <code>${config.root}</code> are resolved.
	 * @return the pattern
	 */
	@AliasFor("value")
	String pattern() default "";

	/**
	 * Returns whether the method is called for what is there when the application starts;
	 * otherwise for changes after that only. What was missed in an interruption counts as
	 * a change.
	 * @return {@code true} by default
	 */
	boolean initial() default true;

	/**
	 * Returns how many threads may run the method at a time, for different keys.
	 * @return at least 1, which is the default
	 */
	int concurrency() default 1;

}
