/**
 * Two measurements in turn, ABBAAB…, so that whatever else the machine does meanwhile falls on both. A round is some
 * pairs; its ratio is that of the two medians. What is told are the median and the quartiles of the rounds.
 */
export interface Pair {
  /** One measurement, in whatever unit. */
  readonly subject: () => Promise<number>;
  readonly yardstick: () => Promise<number>;
}

export interface Effort {
  readonly rounds: number;
  /** In each round. */
  readonly pairs: number;
  /** Pairs before the first round, which are not counted: code gets compiled, connections opened. */
  readonly warmUp: number;
}

export interface Quartiles {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

export interface Comparison {
  readonly subject: Quartiles;
  readonly yardstick: Quartiles;
  readonly ratio: Quartiles;
  readonly difference: Quartiles;
}

export async function compare(pair: Pair, effort: Effort): Promise<Comparison> {
  await takePairs(pair, effort.warmUp);
  const rounds: { readonly subject: number; readonly yardstick: number }[] = [];
  for (let round = 0; round < effort.rounds; round += 1) rounds.push(await takePairs(pair, effort.pairs));
  return {
    subject: quartiles(rounds.map(({ subject }) => subject)),
    yardstick: quartiles(rounds.map(({ yardstick }) => yardstick)),
    ratio: quartiles(rounds.map(({ subject, yardstick }) => subject / yardstick)),
    difference: quartiles(rounds.map(({ subject, yardstick }) => subject - yardstick)),
  };
}

/** The medians. Each pair begins with the one that the pair before ended with. */
async function takePairs({ subject, yardstick }: Pair, count: number) {
  const subjects: number[] = [];
  const yardsticks: number[] = [];
  for (let index = 0; index < count; index += 1) {
    if (index % 2 === 0) subjects.push(await subject());
    yardsticks.push(await yardstick());
    if (index % 2 === 1) subjects.push(await subject());
  }
  return { subject: quartiles(subjects).median, yardstick: quartiles(yardsticks).median };
}

/** By linear interpolation between neighbours. */
export function quartiles(values: readonly number[]): Quartiles {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number): number => {
    const position = share * (sorted.length - 1);
    const below = sorted[Math.floor(position)] ?? Number.NaN;
    const above = sorted[Math.ceil(position)] ?? Number.NaN;
    return below + (above - below) * (position - Math.floor(position));
  };
  return { lower: at(0.25), median: at(0.5), upper: at(0.75) };
}
