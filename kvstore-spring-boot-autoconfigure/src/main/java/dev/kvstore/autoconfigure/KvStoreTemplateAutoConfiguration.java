package dev.kvstore.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

import dev.kvstore.api.Store;
import dev.kvstore.api.ValueConverter;
import dev.kvstore.template.JsonValueConverter;
import dev.kvstore.template.StoreTemplate;
import dev.kvstore.template.TextValueConverter;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for a {@link StoreTemplate} and the
 * {@link ValueConverter} of all features.
 */
@AutoConfiguration(after = KvStoreAutoConfiguration.class)
@ConditionalOnBean(Store.class)
public final class KvStoreTemplateAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnSingleCandidate(Store.class)
	StoreTemplate kvStoreTemplate(Store store, ValueConverter converter) {
		return new StoreTemplate(store, converter);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JsonMapper.class)
	@ConditionalOnMissingBean(ValueConverter.class)
	static class Json {

		@Bean
		JsonValueConverter kvStoreValueConverter(ObjectProvider<JsonMapper> mapper) {
			return new JsonValueConverter(mapper.getIfAvailable(JsonMapper::new));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("tools.jackson.databind.json.JsonMapper")
	@ConditionalOnMissingBean(ValueConverter.class)
	static class Text {

		@Bean
		TextValueConverter kvStoreValueConverter() {
			return new TextValueConverter();
		}

	}

}
