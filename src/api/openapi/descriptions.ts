/** What each route of the app is for and how it answers, by the route's name. */
import type { z } from 'zod';
import {
  AuditQuery,
  CancelRequest,
  ForceExecuteRequest,
  ForceUnlockRequest,
  NoParameters,
  RunsQuery,
  ScheduleQuery,
  SetIntervalRequest,
  StartRequest,
  StopRequest,
} from '../schemas/requests.ts';
import type { ComponentName } from '../schemas/answers.ts';
import type { ErrorCode } from '../error-codes.ts';

export interface OperationDescription {
  readonly tag: 'Watch' | 'Control' | 'About';
  readonly summary: string;
  readonly description?: string;
  /** Without one, the route takes no query parameters. */
  readonly query?: z.ZodObject;
  readonly body?: keyof typeof requests;
  readonly answers: Readonly<Partial<Record<200 | 202, ComponentName>>>;
  /** The answer carries an ETag, and whoever sends it back is told when nothing has changed. */
  readonly conditional?: true;
  /** Besides those that every route, or every route that changes something, can give. */
  readonly refusals?: readonly ErrorCode[];
}

export const requests = {
  StartRequest,
  StopRequest,
  ForceExecuteRequest,
  SetIntervalRequest,
  CancelRequest,
  ForceUnlockRequest,
};
export const noQuery = NoParameters;

const descriptions = {
  health: {
    tag: 'About',
    summary: 'Whether settings and storage are in order',
    answers: { 200: 'HealthAnswer' },
  },
  status: {
    tag: 'Watch',
    summary: 'What the scheduler is doing, and why',
    answers: { 200: 'StatusAnswer' },
    conditional: true,
  },
  runs: {
    tag: 'Watch',
    summary: 'The history, newest first, page by page',
    query: RunsQuery,
    answers: { 200: 'RunsAnswer' },
    conditional: true,
  },
  run: {
    tag: 'Watch',
    summary: 'One run with its attempts and messages, and its progress while it is active',
    answers: { 200: 'RunAnswer' },
    conditional: true,
    refusals: ['not_found'],
  },
  audit: {
    tag: 'Watch',
    summary: 'Who changed what, newest first, page by page',
    description: 'Each entry carries the hash of the one before, and all that is needed to verify the chain.',
    query: AuditQuery,
    answers: { 200: 'AuditAnswer' },
    conditional: true,
  },
  schedule: {
    tag: 'Watch',
    summary: 'The rule in force with its next slots, or what they would be with another interval',
    description: 'Changes nothing.',
    query: ScheduleQuery,
    answers: { 200: 'ScheduleAnswer' },
    conditional: true,
  },
  me: {
    tag: 'About',
    summary: 'Who is asking, and what they may do',
    answers: { 200: 'SessionAnswer' },
    conditional: true,
  },
  openapi: {
    tag: 'About',
    summary: 'This description',
    answers: { 200: 'Description' },
  },
  start: {
    tag: 'Control',
    summary: 'Resumes the schedule',
    description: 'The next run is never due sooner than the start delay.',
    body: 'StartRequest',
    answers: { 200: 'ChangeAnswer' },
  },
  stop: {
    tag: 'Control',
    summary: 'Pauses the schedule',
    description: 'A run in progress goes on, unless `cancel` is true.',
    body: 'StopRequest',
    answers: { 200: 'ChangeAnswer' },
  },
  forceExecute: {
    tag: 'Control',
    summary: 'Asks for a run now',
    description: 'It starts with the next tick, also while the schedule is paused.',
    body: 'ForceExecuteRequest',
    answers: { 202: 'RunReferenceAnswer' },
    refusals: ['run_active', 'cooling_down'],
  },
  cancel: {
    tag: 'Control',
    summary: 'Cancels a run',
    description:
      'One in progress is told with its next heartbeat (202); one that waits is cancelled at once (200).',
    body: 'CancelRequest',
    answers: { 200: 'RunReferenceAnswer', 202: 'RunReferenceAnswer' },
    refusals: ['not_found', 'run_finished'],
  },
  setInterval: {
    tag: 'Control',
    summary: 'Sets the interval of the schedule',
    description: 'The next run is never due sooner than the start delay.',
    body: 'SetIntervalRequest',
    answers: { 200: 'ChangeAnswer' },
  },
  forceUnlock: {
    tag: 'Control',
    summary: 'Ends the lease of a holder that hangs',
    description:
      'The next tick asks SQL Server what became of the run; as long as the procedure runs there, nothing starts.',
    body: 'ForceUnlockRequest',
    answers: { 200: 'ChangeAnswer' },
    refusals: ['nothing_held'],
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;

/** A route takes its name from here, so that none is without a description. */
export type RouteName = keyof typeof descriptions;

export const descriptionOf: Readonly<Record<RouteName, OperationDescription>> = descriptions;
