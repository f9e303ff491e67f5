package dev.kvstore.leader;

/**
 * Who leads a role.
 *
 * @param id the instance's id
 * @param epoch the fencing token of its leadership, greater than that of every leader of
 * the role before
 */
public record Leader(String id, long epoch) {

}
