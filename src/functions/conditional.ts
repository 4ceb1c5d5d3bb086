/** Answers to a GET that is repeated: whoever has the present answer already gets 304 and no body. */
import type { HttpResponseInit } from '@azure/functions';
import { headers, success } from './replies.ts';
import type { Call } from './http.ts';

/** `content`: what of the data says something new, when the time of the request is part of the data. */
export function found({ request, world }: Call, data: unknown, content: unknown = data): HttpResponseInit {
  const tag = `"${world.sha256(`${world.instance.version} ${JSON.stringify(content)}`).slice(0, 32)}"`;
  const tagged = { ...headers, ETag: `W/${tag}` };
  const known = request.headers.get('if-none-match') ?? '';
  if (known.split(',').some((each) => each.trim().replace(/^W\//, '') === tag)) {
    return { status: 304, headers: tagged };
  }
  return { ...success(data), headers: tagged };
}
