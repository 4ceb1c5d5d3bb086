/** Says that a command was carried out. */
import type { ActiveRunView } from '../../api/schemas/run-schemas.ts';
import { useLanguage } from '../words/use-language.tsx';
import type { Announced } from './availability.ts';

interface Props {
  readonly done: Announced | undefined;
  readonly run: ActiveRunView | null;
}

export function DoneMessage({ done, run }: Props) {
  const { commands } = useLanguage().words;
  return (
    <output class="done">
      {done !== undefined && <span>{commands.done[done]}</span>}{' '}
      {done === 'stop' && run?.stop_order === null && run.state !== 'waiting' && (
        <span>{commands.stop.runGoesOn}</span>
      )}
    </output>
  );
}
