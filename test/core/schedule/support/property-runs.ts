/** How often a property is tried: `PROPERTY_RUNS=1000 npm test -- test/core/schedule` takes minutes and finds more. */
const given = process.env['PROPERTY_RUNS'];

export const runsOr = (usual: number): { readonly numRuns: number } => ({ numRuns: Number(given ?? usual) });

/** The limit of a test, in milliseconds. */
export const patience = given === undefined ? 30_000 : 600_000;
