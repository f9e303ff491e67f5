package dev.kvstore.leader;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * A method that runs only while this instance leads a role. Instances with such a bean
 * stand for the role by themselves.
 *
 * <p>
 * On any other instance the method returns at once with the empty value of its type:
 * {@code null}, an empty {@code Optional}, a future completed with {@code null} or an
 * empty publisher. Methods that return a primitive, that are private, static or final, or
 * that no proxy can see fail the start. Leadership is asked for when the method is
 * called; what runs already is not ended when it is lost: see
 * {@link LeaderElector#isLeader} and {@link LeaderElector#epoch}. Calls on {@code this}
 * pass the proxy by.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface LeaderOnly {

	/**
	 * Returns the role, in which placeholders such as <code>${reports.role}</code> are
	 * resolved.
	 * @return the role
	 */
	String value();

}
