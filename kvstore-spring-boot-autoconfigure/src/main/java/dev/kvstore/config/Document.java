package dev.kvstore.config;

import java.util.List;
import java.util.Map;

import dev.kvstore.api.KeyValue;

/**
 * What a value below an imported directory says.
 *
 * @param keyValue the key with its value
 * @param parts the properties, of which later parts take precedence over earlier ones
 */
record Document(KeyValue keyValue, List<Map<String, ConfigValue>> parts) {

}
