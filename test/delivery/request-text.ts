import type { IncomingMessage } from 'node:http';

/** What a request brings, once all of it has come. It never comes from who is killed while it asks, which wants no answer. */
export async function requestText(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; });
  return new Promise((resolve) => { request.on('end', () => resolve(text)); });
}
