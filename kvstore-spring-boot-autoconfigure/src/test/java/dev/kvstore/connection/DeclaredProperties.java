package dev.kvstore.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

/**
 * The properties that the compiled code binds, asks for in conditions or names.
 */
final class DeclaredProperties {

	private static final Pattern NAME = Pattern
		.compile("(kvstore|management\\.(endpoint|health|info))(\\.[a-z][a-z0-9-]*)+");

	private static final int UTF8 = 1;

	private final Map<String, @Nullable String> defaults = new TreeMap<>();

	DeclaredProperties() {
		classes().forEach((type) -> {
			MergedAnnotations annotations = MergedAnnotations.from(type);
			annotations.stream(ConfigurationProperties.class)
				.forEach((properties) -> addBound(type, properties.getString("prefix")));
			annotations.stream(ConditionalOnBooleanProperty.class).forEach(this::addCondition);
			addContributor(annotations, ConditionalOnEnabledHealthIndicator.class, "management.health.");
			addContributor(annotations, ConditionalOnEnabledInfoContributor.class, "management.info.");
		});
	}

	/**
	 * Returns the properties with their defaults.
	 * @return the defaults as text by name, {@code null} where there is none
	 */
	Map<String, @Nullable String> defaults() {
		return this.defaults;
	}

	/**
	 * Returns whatever looks like the name of a property in the constants of the code.
	 * @return the names, without those of meters
	 */
	static Stream<String> namesInCode() {
		return classFiles().filter((file) -> !compiled().relativize(file).startsWith("dev/kvstore/observation"))
			.flatMap(DeclaredProperties::constants)
			.filter(NAME.asMatchPredicate())
			.distinct();
	}

	private void addBound(Class<?> type, String prefix) {
		RecordComponent[] components = type.getRecordComponents();
		Parameter[] parameters = type.getDeclaredConstructors()[0].getParameters();
		for (int i = 0; i < components.length; i++) {
			String name = prefix + "." + DataObjectPropertyName.toDashedForm(components[i].getName());
			if (components[i].getType().isRecord()) {
				addBound(components[i].getType(), name);
			}
			else {
				this.defaults.put(name, defaultOf(parameters[i]));
			}
		}
	}

	private static @Nullable String defaultOf(Parameter parameter) {
		DefaultValue value = parameter.getAnnotation(DefaultValue.class);
		if (value == null) {
			return (parameter.getType() == boolean.class) ? "false" : null;
		}
		return (value.value().length > 0) ? String.join(",", value.value()) : null;
	}

	private void addCondition(MergedAnnotation<ConditionalOnBooleanProperty> condition) {
		for (String name : condition.getStringArray("name")) {
			// others are Spring Cloud's to describe
			if (NAME.matcher(name).matches()) {
				this.defaults.put(name, String.valueOf(condition.getBoolean("matchIfMissing")));
			}
		}
	}

	private void addContributor(MergedAnnotations annotations, Class<? extends Annotation> condition, String prefix) {
		annotations.stream(condition)
			.forEach((annotation) -> this.defaults.put(prefix + annotation.getString("value") + ".enabled", "true"));
	}

	private static Stream<Class<?>> classes() {
		return classFiles().map((file) -> ClassUtils.resolveClassName(read(file).getClassName().replace('/', '.'),
				DeclaredProperties.class.getClassLoader()));
	}

	private static Stream<Path> classFiles() {
		try (Stream<Path> files = Files.walk(compiled())) {
			return files.filter((file) -> file.toString().endsWith(".class"))
				.filter((file) -> !file.endsWith("package-info.class"))
				.toList()
				.stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Path compiled() {
		return Path
			.of(URI.create(KvStoreProperties.class.getProtectionDomain().getCodeSource().getLocation().toString()));
	}

	private static Stream<String> constants(Path file) {
		ClassReader reader = read(file);
		return IntStream.range(1, reader.getItemCount())
			.map(reader::getItem)
			.filter((offset) -> offset > 0 && reader.readByte(offset - 1) == UTF8)
			.mapToObj((offset) -> text(reader, offset));
	}

	private static String text(ClassReader reader, int offset) {
		byte[] bytes = new byte[reader.readUnsignedShort(offset)];
		IntStream.range(0, bytes.length).forEach((i) -> bytes[i] = (byte) reader.readByte(offset + 2 + i));
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private static ClassReader read(Path file) {
		try (InputStream input = Files.newInputStream(file)) {
			return new ClassReader(input);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
