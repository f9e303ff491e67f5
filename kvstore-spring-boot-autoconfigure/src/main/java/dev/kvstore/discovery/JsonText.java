package dev.kvstore.discovery;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON object (RFC 8259) strictly, so that what is written by others is either
 * understood or refused. Strings are strings, objects are maps; numbers and literals are
 * their text, an array is {@link #ARRAY}. Messages never have a part of the text.
 */
final class JsonText {

	/** What stands for an array, of which nobody here wants more. */
	static final Object ARRAY = new Object();

	private static final int DEEPEST = 32;

	private final String text;

	private int position;

	private int depth;

	private JsonText(String text) {
		this.text = text;
	}

	/**
	 * Reads the members of an object.
	 * @param text the object
	 * @return its members, of which {@code null} ones are left out
	 * @throws IllegalArgumentException if it is no object in JSON
	 */
	static Map<String, Object> members(String text) {
		JsonText json = new JsonText(text);
		json.skipSpace();
		Map<String, Object> members = json.object();
		json.skipSpace();
		json.require(json.position == text.length());
		return members;
	}

	private Map<String, Object> object() {
		Map<String, Object> members = new LinkedHashMap<>();
		elements('{', '}', () -> {
			String name = string();
			skipSpace();
			expect(':');
			Object value = value();
			if (value != null) {
				members.put(name, value);
			}
		});
		return members;
	}

	private @Nullable Object value() {
		skipSpace();
		return switch (peek()) {
			case '{' -> object();
			case '[' -> {
				elements('[', ']', this::value);
				yield ARRAY;
			}
			case '"' -> string();
			default -> literal();
		};
	}

	private void elements(char begin, char end, Runnable element) {
		require(++this.depth <= DEEPEST);
		expect(begin);
		skipSpace();
		if (peek() != end) {
			boolean more = true;
			while (more) {
				skipSpace();
				element.run();
				skipSpace();
				more = peek() == ',';
				if (more) {
					expect(',');
				}
			}
		}
		expect(end);
		this.depth--;
	}

	private String string() {
		expect('"');
		StringBuilder string = new StringBuilder();
		for (char next = take(); next != '"'; next = take()) {
			require(next > 0x1F);
			string.append((next == '\\') ? escaped() : next);
		}
		return string.toString();
	}

	private char escaped() {
		char escape = take();
		return switch (escape) {
			case '"', '\\', '/' -> escape;
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			case 'u' -> {
				int code = 0;
				for (int digit = 0; digit < 4; digit++) {
					int value = Character.digit(take(), 16);
					require(value >= 0);
					code = code * 16 + value;
				}
				yield (char) code;
			}
			default -> throw malformed();
		};
	}

	private @Nullable String literal() {
		int start = this.position;
		while (this.position < this.text.length() && ",]} \t\r\n".indexOf(this.text.charAt(this.position)) < 0) {
			this.position++;
		}
		String literal = this.text.substring(start, this.position);
		if (literal.equals("null")) {
			return null;
		}
		require(literal.equals("true") || literal.equals("false")
				|| literal.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?"));
		return literal;
	}

	private void skipSpace() {
		while (this.position < this.text.length() && " \t\r\n".indexOf(this.text.charAt(this.position)) >= 0) {
			this.position++;
		}
	}

	private char peek() {
		require(this.position < this.text.length());
		return this.text.charAt(this.position);
	}

	private char take() {
		char next = peek();
		this.position++;
		return next;
	}

	private void expect(char character) {
		require(take() == character);
	}

	private void require(boolean condition) {
		if (!condition) {
			throw malformed();
		}
	}

	private IllegalArgumentException malformed() {
		return new IllegalArgumentException("it is not JSON, seen at index " + this.position);
	}

}
