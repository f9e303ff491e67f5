package dev.kvstore.sample.imports;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON. An element of a list is named by its index; {@code null} is the empty text; an
 * empty object or list has no leaf.
 */
final class JsonDocument implements Document {

	private final JsonMapper mapper;

	JsonDocument(JsonMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	public void read(String text, Leaves leaves) {
		try (JsonParser parser = this.mapper.createParser(text)) {
			parser.nextToken();
			readValue(parser, "", leaves);
			if (parser.nextToken() != null) {
				throw malformed(parser.currentTokenLocation());
			}
		}
		catch (JacksonException ex) {
			throw malformed(ex.getLocation());
		}
	}

	private static void readValue(JsonParser parser, String name, Leaves leaves) {
		JsonToken token = parser.currentToken();
		if (token == JsonToken.START_OBJECT) {
			while (parser.nextToken() != JsonToken.END_OBJECT) {
				String child = parser.currentName();
				parser.nextToken();
				readValue(parser, Leaves.child(name, child), leaves);
			}
		}
		else if (token == JsonToken.START_ARRAY) {
			for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
				readValue(parser, Leaves.child(name, Integer.toString(index)), leaves);
			}
		}
		else if (token != null && token.isScalarValue()) {
			leaves.add(name, (token != JsonToken.VALUE_NULL) ? parser.getString() : "");
		}
		else {
			throw malformed(parser.currentLocation());
		}
	}

	private static IllegalArgumentException malformed(TokenStreamLocation at) {
		return new IllegalArgumentException(
				"Not well-formed JSON at line " + at.getLineNr() + ", column " + at.getColumnNr());
	}

}
