package dev.kvstore.connection;

import org.jspecify.annotations.Nullable;

/**
 * A store cannot be opened with the value of a setting.
 */
public final class InvalidSettingException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final @Nullable String value;

	private final String expectation;

	/**
	 * Creates an exception.
	 * @param property the property of the setting, such as {@code kvstore.endpoints}
	 * @param value the value, or {@code null} if it is secret
	 * @param expectation what the value must be, to be read after the property's name
	 * @param cause the cause, if there is one
	 */
	public InvalidSettingException(String property, @Nullable String value, String expectation,
			@Nullable Throwable cause) {
		super("'" + property + "' " + expectation + ((value != null) ? " but is '" + value + "'" : ""), cause);
		this.property = property;
		this.value = value;
		this.expectation = expectation;
	}

	/**
	 * Returns the property of the setting.
	 * @return the name, such as {@code kvstore.endpoints}
	 */
	public String property() {
		return this.property;
	}

	/**
	 * Returns the value.
	 * @return the value, or {@code null} if it is secret
	 */
	public @Nullable String value() {
		return this.value;
	}

	/**
	 * Returns what the value must be.
	 * @return a phrase to be read after the property's name
	 */
	public String expectation() {
		return this.expectation;
	}

}
