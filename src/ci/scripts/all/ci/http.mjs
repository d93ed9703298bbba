// Requests to the API of a service. Not by `fetch`, which takes longer to load than all that these scripts do.
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';

/** How it shows that the other side has closed a connection. */
const BROKEN = new Set(['ECONNRESET', 'EPIPE']);

/**
 * What answers, as `{status, isOk, headers, text}`, whatever it says. Nothing is followed elsewhere: nobody else is to be told who we are.
 * @param body text
 */
export function send(url, options) {
  const { method = 'GET', headers = {}, body, timeoutMilliseconds } = options;
  const request = new URL(url).protocol === 'http:' ? plainRequest : secureRequest;
  const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
  const settings = { method, headers: { 'User-Agent': 'feiyue-projen', ...headers, ...length }, signal: AbortSignal.timeout(timeoutMilliseconds) };
  return new Promise((resolve, reject) => {
    // Of several addresses that do not answer there is a code, and no message.
    const fail = ({ cause, message, code }) => reject(new Error(cause?.message ?? (message || code)));
    const sent = request(url, settings, (response) => {
      const chunks = [];
      response.on('error', fail).on('data', (chunk) => chunks.push(chunk)).on('end', () => {
        const { statusCode: status, headers: received } = response;
        resolve({ status, isOk: status >= 200 && status < 300, headers: received, text: Buffer.concat(chunks).toString() });
      });
    });
    // A connection that was open for another request is closed by the other side at any moment: that is no answer, and there is a new one.
    const failOrRepeat = (error) => (sent.reusedSocket && BROKEN.has(error.code) ? resolve(send(url, options)) : fail(error));
    sent.on('error', failOrRepeat).end(body);
  });
}
