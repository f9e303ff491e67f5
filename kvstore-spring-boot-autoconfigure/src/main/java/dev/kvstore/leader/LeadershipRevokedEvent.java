package dev.kvstore.leader;

/**
 * This instance does not lead a role any more, because the leadership was lost or given
 * up. Follows the {@link LeadershipGrantedEvent} of the same epoch, always.
 *
 * @param role the role
 * @param id the id of this instance
 * @param epoch the fencing token of the leadership that ended
 */
public record LeadershipRevokedEvent(String role, String id, long epoch) {

}
