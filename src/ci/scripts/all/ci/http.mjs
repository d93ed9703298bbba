// Requests to the API of a service. Not by `fetch`, which takes longer to load than all that these scripts do.
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';

/**
 * What answers, as `{status, isOk, headers, text}`, whatever it says. Nothing is followed elsewhere: nobody else is to be told who we are.
 * @param body text
 */
export function send(url, { method = 'GET', headers = {}, body, timeoutMilliseconds }) {
  const request = new URL(url).protocol === 'http:' ? plainRequest : secureRequest;
  const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
  const options = { method, headers: { 'User-Agent': 'feiyue-projen', ...headers, ...length }, signal: AbortSignal.timeout(timeoutMilliseconds) };
  return new Promise((resolve, reject) => {
    // Of several addresses that do not answer there is a code, and no message.
    const fail = ({ cause, message, code }) => reject(new Error(cause?.message ?? (message || code)));
    const sent = request(url, options, (response) => {
      const chunks = [];
      response.on('error', fail).on('data', (chunk) => chunks.push(chunk)).on('end', () => {
        const { statusCode: status, headers: received } = response;
        resolve({ status, isOk: status >= 200 && status < 300, headers: received, text: Buffer.concat(chunks).toString() });
      });
    });
    sent.on('error', fail).end(body);
  });
}
