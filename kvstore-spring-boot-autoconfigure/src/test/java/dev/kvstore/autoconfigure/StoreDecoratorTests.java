package dev.kvstore.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.Ordered;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreDecorator;
import dev.kvstore.connection.StoreFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link StoreDecorator} beans.
 */
class StoreDecoratorTests {

	private final Store opened = mock();

	private final Store inner = mock();

	private final Store outer = mock();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(KvStoreAutoConfiguration.class))
		.withBean(StoreFactory.class, () -> new FixedStoreFactory("mine", this.opened))
		.withPropertyValues("kvstore.backend=mine");

	@Test
	void decoratorsAreAppliedInTheirOrder() {
		this.runner.withBean("a", Replacement.class, () -> new Replacement(2, this.inner, this.outer))
			.withBean("b", Replacement.class, () -> new Replacement(1, this.opened, this.inner))
			.run((context) -> assertThat(context).getBean(Store.class).isSameAs(this.outer));
		then(this.outer).should().close();
	}

	@Test
	void theStoreIsClosedIfItCannotBeDecorated() {
		this.runner.withBean(StoreDecorator.class, () -> (store) -> {
			throw new IllegalStateException("on purpose");
		}).run((context) -> assertThat(context).getFailure().hasStackTraceContaining("on purpose"));
		then(this.opened).should().close();
	}

	@Test
	void theStoreIsClosedIfADecoratorCannotBeMade() {
		this.runner.withBean(StoreDecorator.class, () -> {
			throw new IllegalStateException("on purpose");
		}, (definition) -> definition.setLazyInit(true))
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("on purpose"));
		then(this.opened).should().close();
	}

	@Test
	void aStoreOfTheUserIsNotDecorated() {
		this.runner.withBean("own", Store.class, () -> this.outer)
			.withBean(Replacement.class, () -> new Replacement(1, this.opened, this.inner))
			.run((context) -> assertThat(context).getBean(Store.class).isSameAs(this.outer));
	}

	/**
	 * Gives one store for another.
	 *
	 * @param order the order
	 * @param expected the store to get
	 * @param given the store to give
	 */
	record Replacement(int order, Store expected, Store given) implements StoreDecorator, Ordered {

		@Override
		public int getOrder() {
			return this.order;
		}

		@Override
		public Store decorate(Store store) {
			assertThat(store).isSameAs(this.expected);
			return this.given;
		}

	}

}
