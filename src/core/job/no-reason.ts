/** What history and audit record when nobody gave a reason. Loads nothing: the dashboard has words of its own for it. */
export const noReason = 'no reason given';
