/**
 * For a connection that holds a lock: whoever is lost with their machine never says so, and unasked, what they hold would
 * be theirs for hours. Lower asks a line that is only busy more often.
 */
export const soonNoticed =
  "SET tcp_keepalives_idle = 20; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4";
