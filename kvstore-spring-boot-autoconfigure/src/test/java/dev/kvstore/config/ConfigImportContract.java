package dev.kvstore.config;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.config.ConfigDataLocationNotFoundException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.context.ConfigurableApplicationContext;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreClosedException;
import dev.kvstore.config.ImportingApplication.Feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the import of configuration does on every backend. A backend's test class extends
 * it; no case may be skipped or weakened.
 */
abstract class ConfigImportContract extends ConfigCases {

	@Test
	void applicationTakesPrecedenceOverWhatIsSharedAndProfilesOverBoth() {
		for (String name : List.of("a", "b", "c", "d", "e", "f")) {
			put("config/application/" + name, "shared");
		}
		for (String name : List.of("b", "c", "d", "e", "f")) {
			put("config/app/" + name, "app");
		}
		for (String name : List.of("c", "d", "e", "f")) {
			put("config/application,one/" + name, "shared one");
		}
		for (String name : List.of("d", "e", "f")) {
			put("config/app,one/" + name, "app one");
		}
		put("config/application,two/e", "shared two");
		put("config/application,two/f", "shared two");
		put("config/app,two/f", "app two");
		ConfigurableApplicationContext context = run("kvstore:", "spring.profiles.active=one,two");
		assertThat(List.of("a", "b", "c", "d", "e", "f")).extracting((name) -> property(context, name))
			.containsExactly("shared", "app", "shared one", "app one", "shared two", "app two");
	}

	@Test
	void separatorOfProfilesIsConfigurable() {
		put("config/app/a", "plain");
		put("config/app::one/a", "one");
		assertThat(property(run("kvstore:", "spring.profiles.active=one", "kvstore.config.profile-separator=::"), "a"))
			.isEqualTo("one");
	}

	@Test
	void directoriesThatAreNamedTakePrecedenceInTheirOrder() {
		put("team/one/a", "1");
		put("team/one/b", "1");
		put("team/two/b", "2");
		put("config/app/c", "not imported");
		ConfigurableApplicationContext context = run("kvstore:/team/one/;team/two");
		assertThat(property(context, "a")).isEqualTo("1");
		assertThat(property(context, "b")).isEqualTo("2");
		assertThat(property(context, "c")).isNull();
	}

	@Test
	void keysAreTheNamesOfProperties() {
		put("config/app/feature/users/0", "ann");
		put("config/app/feature/users/1", "bob");
		put("config/app/feature/users", "not a list");
		delete("config/app/feature/users");
		put("config/app/feature.enabled", "true");
		put("config/app/ports/8080/name", "web");
		put("config/app/empty", "");
		ConfigurableApplicationContext context = run("kvstore:config/app");
		assertThat(context.getBean(Feature.class).getUsers()).containsExactly("ann", "bob");
		assertThat(context.getBean(Feature.class).isEnabled()).isTrue();
		assertThat(property(context, "feature.users[1]")).isEqualTo("bob");
		assertThat(property(context, "empty")).isEmpty();
		assertThat(property(context, "ports[8080].name")).isEqualTo("web");
	}

	@Test
	void documentsAreReadInTheOrderOfTheirKeys() {
		put("config/app/10-base", "a: {b: [1, 2, 3]}\nc: base\n---\nspring.config.activate.on-profile: one\nc: one");
		put("config/app/20-more", "a.b: [4]");
		put("props/p", "x=1\ny=\\u00e4ä\nlist=a,b\n");
		put("json/j", "{\n\t\"x\": {\"z\": [\"\\u00e4\", 1.5]}\n}");
		ConfigurableApplicationContext context = run(
				"kvstore:config/app?format=yaml,kvstore:props?format=properties,kvstore:json?format=json",
				"spring.profiles.active=one");
		Binder binder = Binder.get(context.getEnvironment());
		assertThat(binder.bind("a.b", Bindable.listOf(String.class)).get()).containsExactly("4");
		assertThat(property(context, "c")).isEqualTo("one");
		assertThat(property(context, "y")).isEqualTo("ää");
		assertThat(binder.bind("list", Bindable.listOf(String.class)).get()).containsExactly("a", "b");
		assertThat(property(context, "x.z[0]")).isEqualTo("ä");
		assertThat(property(context, "x.z[1]")).isEqualTo("1.5");
	}

	@Test
	void originIsTheKeyAndItsVersion() {
		KeyValue written = put("config/app/a", "1");
		KeyValue document = put("yaml/doc", "x: 1\nb: 2\n");
		ConfigurableApplicationContext context = run("kvstore:config/app,kvstore:yaml?format=yaml");
		assertThat(origin(context, "kvstore:config/app", "a"))
			.hasToString("key 'config/app/a' version " + written.version());
		assertThat(origin(context, "kvstore:yaml", "b"))
			.hasToString("key 'yaml/doc' version " + document.version() + " - 2:4");
	}

	static @Nullable Origin origin(ConfigurableApplicationContext context, String source, String name) {
		return OriginLookup.getOrigin(source(context, source), name);
	}

	@Test
	void missingDirectoryFailsTheStart() {
		assertThatExceptionOfType(ConfigDataLocationNotFoundException.class).isThrownBy(() -> run("kvstore:"))
			.withMessageContaining("'config/application'")
			.withMessageContaining("'config/app'");
		put("one/a", "1");
		assertThatExceptionOfType(ConfigDataLocationNotFoundException.class).isThrownBy(() -> run("kvstore:one;two"))
			.withMessage("There is no key in the directory 'two'");
		assertThatExceptionOfType(ConfigDataLocationNotFoundException.class)
			.isThrownBy(() -> run("optional:kvstore:two,kvstore:two"))
			.withMessage("There is no key in the directory 'two'");
	}

	@Test
	void nothingIsImportedIfThatIsSwitchedOff() {
		put("config/app/a", "1");
		assertThat(property(run("kvstore:", "kvstore.config.enabled=false"), "a")).isNull();
		assertThat(property(run("kvstore:none", "kvstore.enabled=false"), "a")).isNull();
	}

	@Test
	void storeOfTheContextIsTheOneOfTheImport() {
		put("config/app/a", "1");
		ImportingApplication application = application("kvstore:");
		ConfigurableApplicationContext context = run(application);
		Store store = context.getBean(Store.class);
		assertThat(application.store()).isSameAs(store);
		assertThat(store.exists("config/app/a")).isTrue();
		context.close();
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> store.exists("a"));
	}

	@Test
	void valueThatCannotBeReadFailsTheStart() {
		KeyValue written = put("config/app/doc", "a: 1\nb: [secret");
		assertThatExceptionOfType(MalformedDocumentException.class)
			.isThrownBy(() -> run("kvstore:config/app?format=yaml"))
			.withMessageStartingWith(
					"The value of 'config/app/doc' (version " + written.version() + ") is malformed in line ")
			.withMessageNotContaining("secret")
			.withNoCause();
	}

}
