#!/usr/bin/env node
// Brings dashboards to an Azure Managed Grafana, as the identity of the job.
import { accessToken } from './azure-token.mjs';
import { runDelivery } from './ci/grafana.mjs';

/** Azure Managed Grafana, in every tenant. Source: https://learn.microsoft.com/azure/managed-grafana/how-to-api-calls */
const SCOPE = 'ce34e7e5-485f-4d76-964f-b3d2b16d1e4f/.default';

await runDelivery(
  'azure-dashboards.mjs',
  'Takes the identity of the job, and that of "az login" where there is none; it needs the role Grafana Editor.',
  async () => {
    const token = await accessToken(SCOPE);
    return { authorization: `Bearer ${token}`, secrets: [token] };
  },
);
