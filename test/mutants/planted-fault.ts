/** A planted fault: a deliberate defect in the shipped code, which the simulation or a named test must find. */

/** In this file, this text, which it has exactly once, becomes that text. */
export type Patch = readonly [file: string, text: string, replacement: string];

export interface PlantedFault {
  readonly name: string;
  /** One sentence, in plain words. */
  readonly defect: string;
  readonly patches: readonly Patch[];
  /** The unit test that finds it within seconds. */
  readonly test?: string;
  /** Why the simulation cannot find it. Without such a reason it must. */
  readonly beyondSimulation?: string;
}
