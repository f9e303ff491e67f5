package dev.kvstore.leader;

/**
 * This instance leads a role now. A leadership that ended before this event could be
 * delivered, because a listener was still busy with an earlier one, is not told at all.
 *
 * @param role the role
 * @param id the id of this instance
 * @param epoch the fencing token of the leadership, greater than that of every leader of
 * the role before
 */
public record LeadershipGrantedEvent(String role, String id, long epoch) {

}
