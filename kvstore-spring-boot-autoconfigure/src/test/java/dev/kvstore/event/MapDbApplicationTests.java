package dev.kvstore.event;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;

/**
 * Tests of applications on a store of the embedded backend.
 */
abstract class MapDbApplicationTests {

	final Store store;

	private final List<AnnotationConfigApplicationContext> applications = new CopyOnWriteArrayList<>();

	MapDbApplicationTests(@TempDir Path directory) {
		this.store = StoreFactories.create("mapdb", directory.resolve("test.db").toString());
	}

	final AnnotationConfigApplicationContext start(List<String> properties, Class<?>... beans) {
		AnnotationConfigApplicationContext application = Application.start(this.store, properties, beans);
		this.applications.add(application);
		return application;
	}

	final <T> T start(Class<T> bean) {
		return start(List.of("flags.root=flags"), bean).getBean(bean);
	}

	final void put(String key, String value) {
		this.store.put(key, value.getBytes(StandardCharsets.UTF_8));
	}

	@AfterEach
	void close() {
		this.applications.forEach(AnnotationConfigApplicationContext::close);
		this.store.close();
	}

}
