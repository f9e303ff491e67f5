package dev.kvstore.lock;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.transaction.ConfigurableTransactionManager;

/**
 * Makes every transaction manager of the application tell of transactions that begin, so
 * that none commits without the locks that it began under.
 */
public final class LockedTransactionsPostProcessor implements BeanPostProcessor {

	private final LockedTransactions transactions = new LockedTransactions();

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (bean instanceof ConfigurableTransactionManager manager) {
			manager.addListener(this.transactions);
		}
		return bean;
	}

}
