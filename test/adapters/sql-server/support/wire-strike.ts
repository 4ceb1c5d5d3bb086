/** What can go wrong on the wire. */
import { packetType } from '../../../../local/sql-server/tds/packets.ts';
import { doneFlag, doneToken, errorToken } from '../../../../local/sql-server/tds/tokens.ts';
import { unfinished, whole } from './hostile-server.ts';
import type { Wire } from './wire.ts';

export const wireFaults = [
  'reset',
  'closed',
  'silent',
  'garbage',
  'cut in half',
  'slow',
  '6005, then closed',
  '547, then closed',
] as const;
export type WireFault = (typeof wireFaults)[number];

/** Nobody can tell it from a server that is slow, or the driver needs its time to. */
export const isForPatience = (fault: WireFault): boolean =>
  fault === 'silent' || fault === 'slow' || fault === 'cut in half';

/** A packet that is shorter than its own header; no record of TLS either. */
const garbage = Buffer.from([packetType.response, 1, 0, 0, 0, 0, 0, 0]);
const shutdown = errorToken({ number: 6005, message: 'SHUTDOWN is in progress.', class: 14, state: 1 });
const foreignKey = errorToken({ number: 547, message: 'FK_Absensi_Karyawan', class: 16, state: 0 });

export function strikeWire(wire: Wire, fault: WireFault): void {
  const { socket, outlet } = wire;
  switch (fault) {
    case 'reset':
      return void socket.resetAndDestroy();
    case 'closed':
      return void socket.end();
    case 'silent':
      return;
    case 'garbage':
      return void socket.write(garbage);
    case 'cut in half':
      return outlet.halve();
    case 'slow':
      return outlet.drip();
    case '6005, then closed':
      return wire.sayAndClose(whole(shutdown, doneToken(doneFlag.error)));
    case '547, then closed':
      // Without the end of the answer.
      return wire.sayAndClose(unfinished(foreignKey));
  }
}
