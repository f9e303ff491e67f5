package dev.kvstore.lock;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;
import org.springframework.util.ClassUtils;

/**
 * Calls of some methods of a class on {@code this}, which pass by the bean's proxy. Found
 * in the class files, if there are any.
 */
final class SelfInvocations {

	private static final Log logger = LogFactory.getLog(SelfInvocations.class);

	private final Class<?> type;

	private final Set<String> callees;

	SelfInvocations(Class<?> type, Collection<Method> callees) {
		this.type = type;
		this.callees = callees.stream()
			.map((method) -> method.getName() + Type.getMethodDescriptor(method))
			.collect(Collectors.toSet());
	}

	/**
	 * Gives each pair of a calling and a called method once.
	 * @param action takes their names
	 */
	void forEach(BiConsumer<String, String> action) {
		Set<Call> calls = new LinkedHashSet<>();
		for (Class<?> part = this.type; isOfTheUser(part); part = part.getSuperclass()) {
			find(part, calls);
		}
		calls.forEach((call) -> action.accept(call.caller(), call.callee()));
	}

	private static boolean isOfTheUser(@Nullable Class<?> part) {
		return part != null && !part.getName().startsWith("java.")
				&& !part.getName().startsWith("org.springframework.");
	}

	private void find(Class<?> part, Set<Call> calls) {
		try (InputStream file = part.getResourceAsStream(ClassUtils.getClassFileName(part))) {
			if (file != null) {
				new ClassReader(file).accept(new Calls(calls), ClassReader.EXPAND_FRAMES);
			}
		}
		catch (IOException | IllegalArgumentException ex) {
			logger.debug("The class file of " + part.getName() + " cannot be read", ex);
		}
	}

	private static String nameOf(String method) {
		return method.startsWith("lambda$") ? method.split("\\$", -1)[1] : method;
	}

	private final class Calls extends ClassVisitor {

		private final Set<Call> calls;

		private Calls(Set<Call> calls) {
			super(SpringAsmInfo.ASM_VERSION);
			this.calls = calls;
		}

		@Override
		public MethodVisitor visitMethod(int access, String name, String descriptor, @Nullable String signature,
				String @Nullable [] exceptions) {
			return new CallsOnThis(access, (callee, calleeDescriptor) -> {
				if (SelfInvocations.this.callees.contains(callee + calleeDescriptor)) {
					this.calls.add(new Call(nameOf(name), callee));
				}
			});
		}

	}

	private record Call(String caller, String callee) {

	}

}
