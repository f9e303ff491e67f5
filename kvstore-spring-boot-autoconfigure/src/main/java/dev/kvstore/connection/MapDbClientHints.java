package dev.kvstore.connection;

import java.util.List;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;

/**
 * What MapDB, Elsa and LZ4's hashes reach by reflection, by JNI and as resources.
 */
final class MapDbClientHints extends ClientHints {

	private static final String HASHES = "net.jpountz.xxhash.";

	MapDbClientHints() {
		super(MapDbStoreFactory.LIBRARY);
	}

	@Override
	void registerClient(RuntimeHints hints) {
		registerTypes(hints, List.of("org.mapdb.Serializer"), MemberCategory.ACCESS_PUBLIC_FIELDS);
		registerTypes(hints, List.of("sun.reflect.ReflectionFactory"), MemberCategory.INVOKE_PUBLIC_METHODS);
		registerNativeHashes(hints);
		// what is taken where the native ones cannot be loaded
		registerHashes(hints, "JavaUnsafe");
		registerHashes(hints, "JavaSafe");
	}

	private static void registerNativeHashes(RuntimeHints hints) {
		registerHashes(hints, "JNI");
		hints.resources().registerPattern("net/jpountz/util/*/*/liblz4-java.*");
		hints.jni().registerType(TypeReference.of(OutOfMemoryError.class));
	}

	private static void registerHashes(RuntimeHints hints, String kind) {
		registerTypes(hints, List.of(HASHES + "XXHash32" + kind, HASHES + "XXHash64" + kind,
				HASHES + "StreamingXXHash32" + kind + "$Factory", HASHES + "StreamingXXHash64" + kind + "$Factory"),
				MemberCategory.ACCESS_PUBLIC_FIELDS);
	}

}
