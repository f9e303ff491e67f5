package dev.kvstore.sample.imports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

import dev.kvstore.sample.web.BoundedBody;

/**
 * Stores each leaf of a document as a key. A document that is not well-formed, has a name
 * that makes no key or two for the same key is refused before anything is written.
 */
@RestController
@RequestMapping("/api/import")
final class ImportController {

	private static final DataSize MAX_SIZE = DataSize.ofMegabytes(4);

	private final LeafWriter writer;

	private final Document properties = new PropertiesDocument();

	private final Document yaml = new YamlDocument();

	private final Document json;

	ImportController(LeafWriter writer, JsonMapper mapper) {
		this.writer = writer;
		this.json = new JsonDocument(mapper);
	}

	@PostMapping(consumes = { "text/x-java-properties", MediaType.TEXT_PLAIN_VALUE })
	Imported importProperties(HttpServletRequest request, @RequestParam(defaultValue = "") String directory,
			@RequestHeader(HttpHeaders.CONTENT_TYPE) MediaType type) throws IOException {
		return importDocument(request, type, directory, this.properties);
	}

	@PostMapping(consumes = MediaType.APPLICATION_YAML_VALUE)
	Imported importYaml(HttpServletRequest request, @RequestParam(defaultValue = "") String directory,
			@RequestHeader(HttpHeaders.CONTENT_TYPE) MediaType type) throws IOException {
		return importDocument(request, type, directory, this.yaml);
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	Imported importJson(HttpServletRequest request, @RequestParam(defaultValue = "") String directory,
			@RequestHeader(HttpHeaders.CONTENT_TYPE) MediaType type) throws IOException {
		return importDocument(request, type, directory, this.json);
	}

	private Imported importDocument(HttpServletRequest request, MediaType type, String directory, Document document)
			throws IOException {
		Leaves leaves = new Leaves(directory);
		document.read(text(BoundedBody.read(request, MAX_SIZE), type), leaves);
		this.writer.write(leaves);
		return new Imported(leaves.byKey().size());
	}

	private static String text(byte[] body, MediaType type) {
		Charset charset = (type.getCharset() != null) ? type.getCharset() : StandardCharsets.UTF_8;
		try {
			String text = charset.newDecoder().decode(ByteBuffer.wrap(body)).toString();
			return text.startsWith("\uFEFF") ? text.substring(1) : text;
		}
		catch (CharacterCodingException ex) {
			throw new IllegalArgumentException("The document is not " + charset + " text", ex);
		}
	}

}
