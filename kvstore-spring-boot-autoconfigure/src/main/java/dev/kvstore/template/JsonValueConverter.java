package dev.kvstore.template;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.ValueConversionException;
import dev.kvstore.api.ValueConverter;

/**
 * Converts simple types as text, {@code byte[]} as it is and everything else as JSON. All
 * text is UTF-8, and a value that is not is refused.
 * <p>
 * Text are strings, the JDK's numbers, {@code true} and {@code false}, a character, the
 * names of enum constants, {@link java.util.UUID}, {@link java.net.URI} and the dates,
 * times and durations of {@code java.time} in their ISO form. It comes back exactly as it
 * was and does not depend on the locale; nothing is trimmed.
 * <p>
 * JSON is what the mapper makes of the object's class. Elements of a collection whose
 * type is told by {@code @JsonTypeInfo} need a class around the collection, because a
 * root value has no type arguments. In a native image, Jackson's access to the classes is
 * for the application to register.
 */
public final class JsonValueConverter implements ValueConverter {

	private final JsonMapper mapper;

	/**
	 * Creates a converter.
	 * @param mapper maps objects to JSON
	 */
	public JsonValueConverter(JsonMapper mapper) {
		Assert.notNull(mapper, "'mapper' must not be null");
		this.mapper = mapper;
	}

	@Override
	public byte[] write(String key, Object object) {
		return TextValues.write(key, object).orElseGet(() -> writeJson(key, object));
	}

	private byte[] writeJson(String key, Object object) {
		String json;
		try {
			json = this.mapper.writeValueAsString(object);
		}
		catch (RuntimeException ex) {
			throw ValueConversionException.writing(key, object.getClass(), "Jackson cannot write it" + reason(ex));
		}
		return Utf8.encode(key, object.getClass(), json);
	}

	@Override
	public Object read(KeyValue keyValue, Type type) {
		return TextValues.read(keyValue, type).orElseGet(() -> readJson(keyValue, type));
	}

	private Object readJson(KeyValue keyValue, Type type) {
		String json = Utf8.decode(keyValue, type);
		@Nullable Object object;
		try {
			object = this.mapper.readerFor(this.mapper.constructType(type))
				.with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
				.readValue(json);
		}
		catch (RuntimeException ex) {
			throw ValueConversionException.reading(keyValue.key(), type, "Jackson cannot read it" + reason(ex));
		}
		if (object == null) {
			throw ValueConversionException.reading(keyValue.key(), type, "it is a JSON null");
		}
		return object;
	}

	// without the message and the path, which quote values and the keys of maps
	private static String reason(RuntimeException ex) {
		String reason = " (" + ex.getClass().getSimpleName() + ")";
		if (ex instanceof InvalidDefinitionException definition && definition.getType() != null) {
			return reason + ": it has no mapping for " + definition.getType().toCanonical();
		}
		@Nullable TokenStreamLocation location = (ex instanceof JacksonException failure) ? failure.getLocation() : null;
		return (location != null && location.getLineNr() > 0)
				? reason + " at line " + location.getLineNr() + ", column " + location.getColumnNr() : reason;
	}

}
