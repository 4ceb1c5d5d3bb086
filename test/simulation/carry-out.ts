/** Does to the simulated world what an event of the plan says. */
import type { AppInstance } from './app-instance.ts';
import type { Scene } from './checks/check.ts';
import { addDays, daysBetween, LocalDate } from '../../src/core/time/time.ts';
import { dayOf } from './checks/day-book.ts';
import { command, commandUntilAnswered } from './operators.ts';
import type { Action, Command, Upload } from './actions.ts';
import type { TableService } from './table-service.ts';

export interface Stage {
  readonly scene: Scene;
  readonly service: TableService;
  readonly instances: readonly AppInstance[];
  /** A process begins in place of one that has ended. */
  readonly restart: (index: number) => void;
  /** Puts back what an event had changed for a while, unless everything has been put right before. */
  readonly putBack: (line: string, work: () => void) => void;
}

/** `number`: that of the event. */
export function carryOut(action: Action, number: number, stage: Stage): void {
  const { scene, service, instances, restart, putBack } = stage;
  const { kernel, server } = scene;
  const one = 'on' in action && action.on !== undefined ? instances[action.on] : undefined;
  const chosen = one === undefined ? instances : [one];
  disturb(action, chosen, scene);
  switch (action.kind) {
    case 'crash':
    case 'terminate': {
      if (one?.alive !== true) return;
      if (action.kind === 'crash') one.kill();
      else one.terminate();
      kernel.after(Math.max(5_000, action.restart), undefined, () => restart(action.on));
      return;
    }
    case 'suspend':
      return one?.suspend(action.duration);
    case 'cut_table':
      return chosen.forEach(({ tableLink }) => tableLink.cut(action.how, action.duration));
    case 'cut_sql':
      return chosen.forEach(({ sqlLink }) => sqlLink.cut(action.how, action.duration));
    case 'table_trouble':
      return service.suffer(action.trouble, kernel.now + action.duration);
    case 'restart_sql':
      return server.restart();
    case 'break_sql':
      return one?.breakConnections(action.noticedAfter);
    case 'occupy':
      return server.occupy(action.duration, action.executes);
    case 'set_clock':
      for (const { clock } of chosen) {
        clock.ahead += action.by;
        scene.clockSettings += 1;
        kernel.after(action.backAfter, undefined, () =>
          putBack(`(${number}) the clock is put back`, () => {
            clock.ahead -= action.by;
            scene.clockSettings += 1;
          }),
        );
      }
      return;
    case 'receiver_trouble':
      return scene.receivers.suffer(action.channel, action.trouble, action.duration);
    case 'upload':
      return upload(action.upload, number, action.on, stage);
    case 'payroll_trouble':
      return server.payroll.suffer(action.trouble, kernel.now + action.duration);
    case 'purge':
      return void one?.purge();
    case 'command':
      return send(action.command, `key ${number}`, one, stage);
  }
}

function send(given: Command, key: string, one: AppInstance | undefined, stage: Stage): void {
  const { truth, kernel } = stage.scene;
  if (one === undefined) return;
  if (given.name !== 'mute' && given.name !== 'test' && given.name !== 'tell_pending')
    return void command(one, given, truth, key);
  const others = () => stage.instances.filter((each) => each !== one);
  commandUntilAnswered(one, others, given, truth, key, kernel);
}

/** One transaction after the other; the uploading system tells of each, or of all at the end, until it has an answer. */
function upload(given: Upload, number: number, on: number, stage: Stage): void {
  const { kernel, server, truth } = stage.scene;
  const { range } = (given.ofActiveRun ? truth.rows?.state.active : undefined) ?? { range: given };
  const dates = datesOf(range);
  for (let batch = 1; batch <= given.batches; batch += 1) {
    const begins = (batch - 1) * (given.lasts + given.between);
    kernel.after(begins, undefined, () => server.payroll.insert(dates.map(dayOf), batch, given.lasts));
    if (given.tells === 'none' || (given.tells === 'last' && batch < given.batches)) continue;
    kernel.after(begins + given.lasts + 1, undefined, () =>
      stage.putBack(`(${number}) transaction ${batch} is told of`, () =>
        send({ name: 'tell_pending', dates }, `key ${number}.${batch}`, stage.instances[on], stage),
      ),
    );
  }
}

const datesOf = ({ awal, akhir }: Pick<Upload, 'awal' | 'akhir'>): readonly LocalDate[] =>
  Array.from({ length: daysBetween(awal, akhir) + 1 }, (_, index) => addDays(awal, index));

function disturb(
  action: Action,
  chosen: readonly AppInstance[],
  { disturbances, kernel: { now } }: Scene,
): void {
  const lasts = 'duration' in action ? action.duration : 'backAfter' in action ? action.backAfter : 0;
  const until = now + lasts;
  switch (action.kind) {
    case 'command': {
      // A process that is suspended carries it out when it comes back.
      const heard = Math.max(until, ...chosen.map(({ suspendedUntil }) => suspendedUntil));
      if (action.command.name === 'force_unlock') disturbances.noteEverybody('fault', heard + 60_000);
      return;
    }
    case 'upload':
    case 'payroll_trouble':
    case 'receiver_trouble':
      // It hinders nobody: that is what is to be shown.
      return;
    case 'set_clock':
      return disturbances.noteEverybody('clock', until);
    default: {
      const cause = action.kind === 'terminate' ? 'told_to_end' : 'fault';
      if (!('on' in action)) return disturbances.noteEverybody(cause, until);
      for (const { name } of chosen) disturbances.note(name, cause, until);
    }
  }
}
