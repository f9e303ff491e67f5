package dev.kvstore.lock;

import java.lang.reflect.Method;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What {@code #root} is in the key of a lock.
 *
 * @param target the bean
 * @param method the method
 * @param args the arguments
 */
record LockKeyRoot(Object target, Method method, List<@Nullable Object> args) {

}
