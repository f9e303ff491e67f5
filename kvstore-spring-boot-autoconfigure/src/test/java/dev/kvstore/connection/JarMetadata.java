package dev.kvstore.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeHint;
import org.springframework.aot.hint.TypeReference;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the jars on the class path tell native images themselves about their reflection.
 */
final class JarMetadata {

	private JarMetadata() {
	}

	static void registerHints(RuntimeHints hints) {
		try {
			for (Resource resource : new PathMatchingResourcePatternResolver()
				.getResources("classpath*:META-INF/native-image/**/reflect-config.json")) {
				try (InputStream input = resource.getInputStream()) {
					JsonMapper.shared().readTree(input).forEach((type) -> registerType(hints, type));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void registerType(RuntimeHints hints, JsonNode type) {
		String name = type.get("name").asString();
		if (!name.endsWith("[]")) {
			hints.reflection().registerType(TypeReference.of(name), (hint) -> registerMembers(hint, type));
		}
	}

	private static void registerMembers(TypeHint.Builder hint, JsonNode type) {
		registerCategory(hint, type, "allDeclaredFields", MemberCategory.ACCESS_DECLARED_FIELDS);
		registerCategory(hint, type, "allPublicMethods", MemberCategory.INVOKE_PUBLIC_METHODS);
		registerCategory(hint, type, "allDeclaredConstructors", MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
		type.path("fields").forEach((field) -> hint.withField(field.get("name").asString()));
		type.path("methods").forEach((method) -> registerExecutable(hint, method));
	}

	private static void registerCategory(TypeHint.Builder hint, JsonNode type, String name, MemberCategory category) {
		if (type.path(name).asBoolean(false)) {
			hint.withMembers(category);
		}
	}

	private static void registerExecutable(TypeHint.Builder hint, JsonNode method) {
		String name = method.get("name").asString();
		List<TypeReference> parameters = method.path("parameterTypes")
			.valueStream()
			.map((parameter) -> TypeReference.of(parameter.asString()))
			.toList();
		if (name.equals("<init>")) {
			hint.withConstructor(parameters, ExecutableMode.INVOKE);
		}
		else {
			hint.withMethod(name, parameters, ExecutableMode.INVOKE);
		}
	}

}
