/**
 * The worker's functions, ready to serve: routes compiled, schedules resolved. A function that cannot be
 * served is listed with the reason and does not affect the others.
 */
import { z } from 'zod';

import { expandSettings, isTrue, type AppSettings } from './app-settings.ts';
import type { FunctionMetadata } from './worker/protocol.ts';
import { parseRoute, type Route } from './http/route.ts';
import { parseSchedule, type Schedule } from './timers/ncrontab.ts';

export interface HttpFunction {
  readonly kind: 'http';
  readonly name: string;
  readonly binding: string;
  readonly route: Route;
  /** Upper case; empty means all. */
  readonly methods: readonly string[];
  readonly authLevel: 'anonymous' | 'function' | 'admin';
}

export interface TimerFunction {
  readonly kind: 'timer';
  readonly name: string;
  readonly binding: string;
  readonly schedule: Schedule;
  readonly runOnStartup: boolean;
  readonly disabled: boolean;
}

export type HostFunction = HttpFunction | TimerFunction;

export interface FunctionCatalogue {
  readonly http: readonly HttpFunction[];
  readonly timers: readonly TimerFunction[];
  readonly inError: readonly { readonly name: string; readonly reason: string }[];
  readonly disabled: readonly string[];
}

const triggerSchema = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('httpTrigger'),
    route: z.string().nullish(),
    methods: z.array(z.string()).default([]),
    authLevel: z.enum(['anonymous', 'function', 'admin']).default('function'),
  }),
  z.looseObject({
    type: z.literal('timerTrigger'),
    schedule: z.string(),
    runOnStartup: z.boolean().default(false),
  }),
]);

export function buildCatalogue(
  functions: readonly FunctionMetadata[],
  settings: AppSettings,
  routePrefix: string,
): FunctionCatalogue {
  const http: HttpFunction[] = [];
  const timers: TimerFunction[] = [];
  const inError: { name: string; reason: string }[] = [];
  const disabled: string[] = [];

  for (const metadata of functions) {
    const { name } = metadata;
    const off = isTrue(settings, `AzureWebJobs.${name}.Disabled`);
    if (off) disabled.push(name);
    try {
      const ready = toHostFunction(metadata, settings, routePrefix, off);
      if (ready.kind === 'timer') timers.push(ready);
      else if (!off) http.push(refuseTakenRoute(ready, http));
    } catch (error) {
      inError.push({ name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { http: http.toSorted(byPrecedence), timers, inError, disabled };
}

function toHostFunction(
  { name, bindings }: FunctionMetadata,
  settings: AppSettings,
  routePrefix: string,
  disabled: boolean,
): HostFunction {
  const [binding, options] =
    Object.entries(bindings).find(([, b]) => /trigger$/i.test(String(b['type']))) ?? [];
  const trigger = triggerSchema.safeParse(options);
  if (binding === undefined || !trigger.success) {
    const type = String(options?.['type'] ?? 'none');
    throw new Error(`This host serves HTTP and timer triggers only; the trigger is ${type}.`);
  }
  switch (trigger.data.type) {
    case 'httpTrigger': {
      const template = trigger.data.route ?? name;
      if (/^\/*(admin|runtime)/i.test(template)) {
        throw new Error('The specified route conflicts with one or more built in routes.');
      }
      const methods = trigger.data.methods.map((method) => method.toUpperCase());
      const route = parseRoute(`${routePrefix}/${template}`);
      return { kind: 'http', name, binding, route, methods, authLevel: trigger.data.authLevel };
    }
    case 'timerTrigger': {
      const schedule = parseSchedule(expandSettings(trigger.data.schedule, settings));
      return { kind: 'timer', name, binding, schedule, runOnStartup: trigger.data.runOnStartup, disabled };
    }
  }
}

function refuseTakenRoute(candidate: HttpFunction, others: readonly HttpFunction[]): HttpFunction {
  const owner = others.find(
    (other) =>
      other.route.template.toLowerCase() === candidate.route.template.toLowerCase() &&
      (other.methods.length === 0 ||
        candidate.methods.length === 0 ||
        other.methods.some((method) => candidate.methods.includes(method))),
  );
  if (owner === undefined) return candidate;
  throw new Error(`The route specified conflicts with the route defined by function '${owner.name}'.`);
}

/** Digits, compared as they are: to compare by a language loads its rules first. */
function byPrecedence({ route: a }: HttpFunction, { route: b }: HttpFunction): number {
  if (a.precedence === b.precedence) return 0;
  return a.precedence < b.precedence ? -1 : 1;
}
