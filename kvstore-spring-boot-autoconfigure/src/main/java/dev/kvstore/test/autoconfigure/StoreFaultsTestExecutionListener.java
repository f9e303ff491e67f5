package dev.kvstore.test.autoconfigure;

import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

import dev.kvstore.test.StoreFaults;

/**
 * Ends the faults of a test with its method.
 */
final class StoreFaultsTestExecutionListener implements TestExecutionListener, Ordered {

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void afterTestMethod(TestContext testContext) {
		if (hasFaults(testContext)) {
			testContext.getApplicationContext().getBeanProvider(StoreFaults.class).forEach(StoreFaults::recover);
		}
	}

	private static boolean hasFaults(TestContext testContext) {
		return testContext.hasApplicationContext()
				&& TestContextAnnotationUtils.hasAnnotation(testContext.getTestClass(), AutoConfigureKvStore.class);
	}

}
