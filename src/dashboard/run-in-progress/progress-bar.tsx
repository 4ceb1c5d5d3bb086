/** How far a run is, by the procedure's own word where it gives one, else by how long runs usually take. */
import type { ProgressView } from '../../api/schemas/run-schemas.ts';
import { useLanguage } from '../words/use-language.tsx';
import type { Outlook } from './progress.ts';

interface Props {
  readonly outlook: Outlook;
  readonly phase: ProgressView['phase'] | undefined;
}

export function ProgressBar({ outlook: { percent, told }, phase }: Props) {
  const { words, format } = useLanguage();
  const { live } = words.present;
  if (phase === 'connecting') return <p>{live.connecting}</p>;
  if (percent === undefined) {
    return (
      <div class="progress">
        <progress aria-label={live.progress} max={100} />
        <span>{live.unmeasured}</span>
      </div>
    );
  }
  const share = format.percent(percent / 100);
  const text = told ? live.told(share) : live.byExperience(share);
  return (
    <div class="progress">
      <progress aria-label={live.progress} aria-valuetext={text} max={100} value={percent} />
      <span>{text}</span>
    </div>
  );
}
