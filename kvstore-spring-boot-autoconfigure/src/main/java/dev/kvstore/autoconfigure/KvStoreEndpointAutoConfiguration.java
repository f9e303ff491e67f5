package dev.kvstore.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity;
import dev.kvstore.endpoint.EndpointProperties;
import dev.kvstore.endpoint.KvStoreEndpoint;
import dev.kvstore.endpoint.KvStoreEndpointWebExtension;
import dev.kvstore.leader.LeaderElector;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link KvStoreEndpoint}.
 */
@AutoConfiguration(after = { KvStoreAutoConfiguration.class, KvStoreLeaderAutoConfiguration.class })
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(KvStoreEndpoint.class)
@ConditionalOnSingleCandidate(Store.class)
@EnableConfigurationProperties(EndpointProperties.class)
public final class KvStoreEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	KvStoreEndpoint kvStoreEndpoint(Store store, ObjectProvider<StoreActivity> activity,
			ObjectProvider<LeaderElector> elector, EndpointProperties properties) {
		return new KvStoreEndpoint(store, activity.getIfAvailable(), () -> roles(elector), properties.showValues());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(KvStoreEndpoint.class)
	@ConditionalOnAvailableEndpoint(endpoint = KvStoreEndpoint.class, exposure = EndpointExposure.WEB)
	KvStoreEndpointWebExtension kvStoreEndpointWebExtension(KvStoreEndpoint endpoint, EndpointProperties properties) {
		return new KvStoreEndpointWebExtension(endpoint, properties.showValues(), properties.roles());
	}

	private static Map<String, OptionalLong> roles(ObjectProvider<LeaderElector> elector) {
		Map<String, OptionalLong> roles = new LinkedHashMap<>();
		elector.ifAvailable((present) -> present.roles().forEach((role) -> roles.put(role, present.epoch(role))));
		return roles;
	}

}
