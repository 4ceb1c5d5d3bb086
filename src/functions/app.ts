/**
 * The entry file: registers every function with the host. It loads nothing else, to keep cold starts short. A module
 * that throws here would leave the app without any function. Load balancers and monitors ask with HEAD what they could
 * ask with GET; the host leaves the body out.
 */
import { app } from '@azure/functions';
import { routes } from '../api/routes.ts';
import { authenticationOf } from '../core/settings/authentication.ts';
import { readSetting } from '../core/settings/read-setting.ts';

const http = () => import('./http.ts');
const timers = () => import('./timers.ts');

/** A scraper has no key: where it has a token, the app checks that one instead. */
const tokenChecked = readSetting(process.env, 'METRICS_TOKEN') !== undefined;

/** The platform in front checks sessions and tokens itself; a browser could not send a key in addition. */
const keysNeeded = authenticationOf(process.env['WEBSITE_AUTH_ENABLED']) === 'keys';

for (const route of routes) {
  app.http(route.name, {
    methods: route.method === 'GET' ? ['GET', 'HEAD'] : [route.method],
    route: route.path,
    authLevel:
      keysNeeded && route.access !== 'public' && !(route.scraped && tokenChecked) ? 'function' : 'anonymous',
    handler: async (request, context) => (await http()).answer(route, request, context),
  });
}

app.http('dashboard', {
  methods: ['GET', 'HEAD'],
  route: 'scheduler/dashboard',
  authLevel: 'anonymous',
  handler: async (request, context) => (await http()).showDashboard(request, context),
});

/** Without the setting, the host would leave the tick out: nothing would run, and nobody would notice. */
const everyFifteenSeconds = '*/15 * * * * *';

app.timer('tick', {
  schedule: readSetting(process.env, 'TICK_SCHEDULE') ? '%TICK_SCHEDULE%' : everyFifteenSeconds,
  handler: async (timer, context) => (await timers()).runTick(context, timer),
});

/** 01:20 in Jakarta; the host's clock is UTC. */
app.timer('maintenance', {
  schedule: '0 20 18 * * *',
  handler: async (_timer, context) => (await timers()).runMaintenance(context),
});

app.hook.appTerminate(async () => (await timers()).interruptRunning());
