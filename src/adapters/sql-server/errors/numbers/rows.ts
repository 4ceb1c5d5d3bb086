/** One row per error number of SQL Server: its class in each phase, a remedy, where that comes from, and its meaning. */
import type { FailureClass, RemedyCode } from '../../../../core/run/failure.ts';

/** A phase that is left out: the error is not known there. */
export interface KnownError {
  readonly login?: FailureClass;
  /** Logged in, but EXEC is not sent yet: while the applock is taken. */
  readonly before_execute?: FailureClass;
  readonly executing?: FailureClass;
  /** Fits better than the remedy of the class. */
  readonly remedy?: RemedyCode;
  /** Follows from another error; decisive only if nothing else was reported. */
  readonly consequence?: true;
}

/**
 * The list that led to the class: `SqlClient` is the configurable retry of Microsoft.Data.SqlClient, `EF Core` its
 * SqlServerTransientExceptionDetector, `Azure` the list of transient faults in Azure SQL's documentation, `System.Data`
 * the retried logins of System.Data.SqlClient, `SQL Server` the list of the engine's events and errors.
 */
export type Source = 'SqlClient' | 'EF Core' | 'Azure' | 'System.Data' | 'SQL Server';

export interface ErrorRow extends KnownError {
  readonly number: number;
  readonly source: Source;
  readonly meaning: string;
  /** Why the class differs from that of the lists of errors worth another try. */
  readonly unlike?: string;
}

type Entry = readonly [
  number: number,
  source: Source,
  meaning: string,
  own?: KnownError & { readonly unlike?: string },
];

/** Rows that share a class; an entry may have its own class in a phase, or its own remedy. */
export const rows = (shared: KnownError, entries: readonly Entry[]): readonly ErrorRow[] =>
  entries.map(([number, source, meaning, own]) => ({ ...shared, number, source, meaning, ...own }));

export const always = (failure: FailureClass, remedy?: RemedyCode): KnownError => ({
  login: failure,
  before_execute: failure,
  executing: failure,
  ...(remedy === undefined ? {} : { remedy }),
});

/** Passes by itself, whenever it comes. */
export const passing = always('transient');

/** Ends the session: before EXEC nothing ran; after it nobody knows. */
export const sessionEnds: KnownError = {
  login: 'transient',
  before_execute: 'transient',
  executing: 'outcome_unknown',
};
