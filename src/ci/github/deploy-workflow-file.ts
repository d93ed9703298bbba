/** Name of the workflow file that deploys an environment. */
export function deployWorkflowFile(environment: string): string {
  return `deploy-${environment}.yml`;
}
