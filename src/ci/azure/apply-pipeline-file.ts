/** Name of the pipeline that applies an environment, which is that of its file and the one to give it in Azure DevOps. */
export function applyPipelineName(environment: string): string {
  return `apply-${environment}`;
}

/** Path of its file, relative to the repository. */
export function applyPipelinePath(pipelinesDir: string, environment: string): string {
  return `${pipelinesDir}/${applyPipelineName(environment)}.yml`;
}
