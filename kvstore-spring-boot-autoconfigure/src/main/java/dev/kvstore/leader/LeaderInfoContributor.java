package dev.kvstore.leader;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

import dev.kvstore.api.StoreException;

/**
 * Tells, as {@code leader}, the id of this instance and for each role that it stands for
 * whether it leads and who does; nothing if it stands for none. Asks the backend once for
 * each role.
 */
public final class LeaderInfoContributor implements InfoContributor {

	private final LeaderElector elector;

	/**
	 * Creates a contributor.
	 * @param elector knows the leaders
	 */
	public LeaderInfoContributor(LeaderElector elector) {
		this.elector = elector;
	}

	@Override
	public void contribute(Info.Builder builder) {
		Map<String, Object> roles = new LinkedHashMap<>();
		this.elector.roles().forEach((role) -> roles.put(role, details(role)));
		if (!roles.isEmpty()) {
			builder.withDetail("leader", Map.of("id", this.elector.id(), "roles", roles));
		}
	}

	private Map<String, Object> details(String role) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("leading", this.elector.isLeader(role));
		try {
			Optional<Leader> leader = this.elector.leader(role);
			leader.ifPresent((present) -> {
				details.put("leader", present.id());
				details.put("epoch", present.epoch());
			});
		}
		catch (StoreException ex) {
			details.put("unavailable", ex.getMessage());
		}
		return details;
	}

}
