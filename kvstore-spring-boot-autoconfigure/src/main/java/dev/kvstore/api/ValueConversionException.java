package dev.kvstore.api;

import java.lang.reflect.Type;

/**
 * A value could not be turned into an object, or an object into a value. Names the key
 * and the type and never shows the value, which is why it has no cause: parsers quote
 * what they parse.
 */
public final class ValueConversionException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String key;

	private final transient Type type;

	private ValueConversionException(String key, Type type, String message) {
		super(message);
		this.key = key;
		this.type = type;
	}

	/**
	 * Creates an exception for a value that is none of a type.
	 * @param key the key
	 * @param type the type that was asked for
	 * @param reason what is wrong and what to do about it, without the value
	 * @return the exception
	 */
	public static ValueConversionException reading(String key, Type type, String reason) {
		return new ValueConversionException(key, type,
				"The value of '" + key + "' does not convert to " + type.getTypeName() + ": " + reason);
	}

	/**
	 * Creates an exception for an object that makes no value.
	 * @param key the key that it was to be put under
	 * @param type the type of the object
	 * @param reason what is wrong and what to do about it, without the value
	 * @return the exception
	 */
	public static ValueConversionException writing(String key, Type type, String reason) {
		return new ValueConversionException(key, type,
				"A value for '" + key + "' cannot be made of " + type.getTypeName() + ": " + reason);
	}

	/**
	 * Returns the key.
	 * @return the key in canonical form
	 */
	public String key() {
		return this.key;
	}

	/**
	 * Returns the type of the object.
	 * @return the type
	 */
	public Type type() {
		return this.type;
	}

}
