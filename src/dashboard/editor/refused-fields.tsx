/** What the API refuses about the document, at the fields that its paths name. */
import { type ComponentProps, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Problem } from '../api/client.ts';
import { Field } from '../commands/fields.tsx';
import { sentence } from '../words/isolate.ts';
import type { Words } from '../words/english.ts';

/** Sentences by the path in the document, such as `profiles.0.window.to`. */
export type Refusals = ReadonlyMap<string, string>;

const Context = createContext<Refusals>(new Map());
export const RefusalsProvider = Context.Provider;
export const useRefusals = (): Refusals => useContext(Context);

/** Empty unless the document itself was refused. */
export function refusalsIn(problem: Problem | undefined, { editor }: Words): Refusals {
  if (problem?.kind !== 'refused' || problem.error.code !== 'invalid_request') return new Map();
  return new Map(
    problem.error.details
      .filter((detail) => typeof detail !== 'string')
      .map(({ field, expected }) => {
        const path = field.replace(/^document\.?/, '');
        return [path, editor.expected(path) ?? sentence(expected)];
      }),
  );
}

interface PathProps {
  readonly path: string;
}

type Props = PathProps & Omit<ComponentProps<typeof Field>, 'invalid'>;

/** A field of the document. */
export function PathField({ path, hint, ...rest }: Props) {
  const refusal = useRefusals().get(path);
  return <Field {...rest} hint={refusal ?? hint} invalid={refusal !== undefined} />;
}

/** Where a group of fields is refused as a whole. */
export function Refusal({ path }: PathProps) {
  const refusal = useRefusals().get(path);
  return refusal === undefined ? null : <small class="wrong">{refusal}</small>;
}
