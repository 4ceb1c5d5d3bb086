/** What a finding says in a language, and what to do about it. */
import type { Finding } from '../../core/preflight/finding.ts';
import type { FindingCode, FindingFacts } from '../../core/preflight/finding-facts.ts';
import { connectionInEnglish } from './english-connection.ts';
import { procedureInEnglish } from './english-procedure.ts';
import { connectionInIndonesian } from './indonesian-connection.ts';
import { procedureInIndonesian } from './indonesian-procedure.ts';

export interface Told {
  readonly message: string;
  /** Absent when there is nothing to do. */
  readonly remedy?: string;
}

export type FindingWords<C extends FindingCode = FindingCode> = {
  readonly [K in C]: (facts: FindingFacts[K]) => Told;
};

const english: FindingWords = { ...connectionInEnglish, ...procedureInEnglish };
const indonesian: FindingWords = { ...connectionInIndonesian, ...procedureInIndonesian };

export const findingWords = { en: english, id: indonesian } as const;
export type Language = keyof typeof findingWords;

export const tell = <C extends FindingCode>({ code, facts }: Finding<C>, words: FindingWords<C>): Told =>
  words[code](facts);
