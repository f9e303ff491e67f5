package dev.kvstore.event;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.ValueConverter;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.event.ListenerArgument.Absence;
import dev.kvstore.event.ListenerArgument.ValueReading;

/**
 * Finds out what the parameters of a listener method get.
 */
final class ListenerArguments {

	private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private static final Set<Class<?>> CHANGES = Set.of(WatchEvent.class, WatchEvent.Put.class,
			WatchEvent.Deleted.class);

	private final AnnotatedListener listener;

	private final Set<String> variables;

	private final Supplier<@Nullable ValueConverter> converter;

	/**
	 * Creates a finder.
	 * @param listener the method
	 * @param variables the names of the pattern's variables
	 * @param converter gives the converter, if there is one
	 */
	ListenerArguments(AnnotatedListener listener, Set<String> variables, Supplier<@Nullable ValueConverter> converter) {
		this.listener = listener;
		this.variables = variables;
		this.converter = converter;
	}

	/**
	 * Returns an argument for each parameter.
	 * @return the arguments
	 * @throws InvalidStoreListenerException if a parameter would get nothing
	 */
	List<ListenerArgument> find() {
		int count = this.listener.method().getParameterCount();
		String[] names = names(count);
		List<ListenerArgument> arguments = new ArrayList<>();
		String payload = null;
		for (int index = 0; index < count; index++) {
			MethodParameter parameter = new MethodParameter(this.listener.method(), index);
			if (this.variables.contains(names[index])) {
				arguments.add(variable(names[index], parameter));
			}
			else if (payload == null) {
				payload = names[index];
				arguments.add(payload(names[index], parameter));
			}
			else {
				throw this.listener.invalid(
						"has two parameters that are no variables of its pattern, '" + payload + "' and '"
								+ names[index] + "', of which only one can be the payload.",
						"The pattern has the variables " + this.variables + ": name parameters after them.");
			}
		}
		return arguments;
	}

	private String[] names(int count) {
		String[] names = (count > 0) ? NAMES.getParameterNames(this.listener.method()) : new String[0];
		if (names == null) {
			throw this.listener.invalid("has parameters whose names are not in the class file.",
					"Compile with '-parameters'.");
		}
		return names;
	}

	private ListenerArgument variable(String name, MethodParameter parameter) {
		if (parameter.getParameterType() != String.class) {
			throw this.listener.invalid(
					"has a parameter '" + name + "', which is a variable of its pattern and not a String.",
					"Make it a String, or give the parameter or the variable another name.");
		}
		return new ListenerArgument.Variable(name);
	}

	private ListenerArgument payload(String name, MethodParameter parameter) {
		Type type = GenericTypeResolver.resolveType(parameter.getGenericParameterType(), this.listener.type());
		Class<?> raw = ResolvableType.forType(type).resolve();
		if (raw != null && CHANGES.contains(raw)) {
			return new ListenerArgument.Change(raw);
		}
		if (raw == Optional.class) {
			Type value = (type instanceof ParameterizedType optional) ? optional.getActualTypeArguments()[0] : null;
			return new ListenerArgument.Value(reading(name, value), Absence.EMPTY);
		}
		return new ListenerArgument.Value(reading(name, type),
				parameter.isOptional() ? Absence.NULL : Absence.NOT_CALLED);
	}

	private ValueReading reading(String name, @Nullable Type type) {
		Class<?> raw = ResolvableType.forType(type).resolve();
		if (type == null || raw == null || raw == Optional.class || WatchEvent.class.isAssignableFrom(raw)) {
			throw this.listener.invalid("has a parameter '" + name + "' that no change of a key can be.",
					"Make it a WatchEvent, WatchEvent.Put, WatchEvent.Deleted, a KeyValue, a byte[], a String or a type "
							+ "that the ValueConverter reads, and the latter four Optional or @Nullable if deletions "
							+ "count.");
		}
		if (raw == KeyValue.class) {
			return (keyValue) -> keyValue;
		}
		if (raw == byte[].class) {
			return KeyValue::value;
		}
		return (raw == String.class) ? KeyValue::asString
				: converting(raw.isPrimitive() ? ClassUtils.resolvePrimitiveIfNecessary(raw) : type);
	}

	private ValueReading converting(Type type) {
		ValueConverter found = this.converter.get();
		if (found == null) {
			throw this.listener.invalid("takes a " + type.getTypeName() + ", but there is no ValueConverter.",
					"Declare a bean of type " + ValueConverter.class.getName()
							+ ", or take a KeyValue, byte[] or String.");
		}
		return (keyValue) -> found.read(keyValue, type);
	}

}
