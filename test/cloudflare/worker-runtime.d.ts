/** As much of the types of Cloudflare's runtime as what a worker begins as needs to be checked; wrangler's tests check it against all of them. */
interface ExportedHandler<E> {
  fetch(request: Request, env: E): Promise<Response>;
  scheduled(controller: { readonly cron: string; readonly scheduledTime: number }, env: E): Promise<void>;
}

/** What `src/env.d.ts` of a worker says. */
type Env = Readonly<Record<string, never>>;
