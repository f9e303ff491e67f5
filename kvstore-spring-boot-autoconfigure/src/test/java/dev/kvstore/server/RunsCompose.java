package dev.kvstore.server;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@link RunsContainers Tests that run containers} by Docker Compose 2, which Debian's
 * package brings if the machine has none.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@RunsContainers
@ExtendWith(ComposeCondition.class)
public @interface RunsCompose {

}
