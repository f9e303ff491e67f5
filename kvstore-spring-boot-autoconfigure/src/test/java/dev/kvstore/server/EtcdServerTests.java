package dev.kvstore.server;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class EtcdServerTests extends ServerContract<EtcdServer> {

	private static final String KEY = encode("key");

	private static final Pattern VALUE = Pattern.compile("\"value\":\"([^\"]*)\"");

	EtcdServerTests() {
		super(EtcdServer::create, EtcdCluster::create);
	}

	@Override
	boolean write(EtcdServer node, String value) {
		String body = "{\"key\": \"" + KEY + "\", \"value\": \"" + encode(value) + "\"}";
		return HttpProbe.post(node.port(), "/v3/kv/put", Map.of(), body).contains("revision");
	}

	@Override
	String read(EtcdServer node) {
		String answer = HttpProbe.post(node.port(), "/v3/kv/range", Map.of(), "{\"key\": \"" + KEY + "\"}");
		Matcher value = VALUE.matcher(answer);
		return value.find() ? new String(Base64.getDecoder().decode(value.group(1)), StandardCharsets.UTF_8) : "";
	}

	private static String encode(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
