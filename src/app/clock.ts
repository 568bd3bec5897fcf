/** The clock of production; tests pass their own to the parts. */
export const now = () => new Date();
