/** Sent with every answer. */
const SECURITY_HEADERS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
};

function answer(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(`${text}\n`, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...SECURITY_HEADERS, ...headers } });
}

export default {
  async fetch(request): Promise<Response> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, 'Method not allowed', { Allow: 'GET, HEAD' });
    const { pathname } = new URL(request.url);
    return pathname === '/healthz' ? answer(200, 'ok') : answer(404, 'Not found');
  },

  async scheduled(controller): Promise<void> {
    console.log(`${controller.cron} at ${new Date(controller.scheduledTime).toISOString()}`);
  },
} satisfies ExportedHandler<Env>;
