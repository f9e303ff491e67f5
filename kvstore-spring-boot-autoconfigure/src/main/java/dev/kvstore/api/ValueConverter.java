package dev.kvstore.api;

import java.lang.reflect.Type;

/**
 * Turns values into objects and back. Called on any thread and by several at once.
 */
public interface ValueConverter {

	/**
	 * Converts an object for a put.
	 * @param key the key that it is put under, in canonical form
	 * @param object the object
	 * @return the value
	 * @throws ValueConversionException if the object has no value
	 */
	byte[] write(String key, Object object);

	/**
	 * Converts a value.
	 * @param keyValue the key with its value
	 * @param type the type of the object, generic or not; never a primitive
	 * @return an instance of that type
	 * @throws ValueConversionException if the value is none of that type
	 */
	Object read(KeyValue keyValue, Type type);

}
