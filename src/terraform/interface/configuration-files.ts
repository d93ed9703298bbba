/** What Terraform reads as configuration, by the ending of its name. Source: Terraform language, files and directories. */
const ENDINGS = ['.tf.json', '.tf'];

/** Whether Terraform reads a file of this name, in the folder of a module, as configuration. It ignores what editors leave behind. */
export function isConfigurationFile(name: string): boolean {
  return endingOf(name) !== undefined && !isIgnored(name);
}

/** Whether a file of configuration is laid over the others, and adds nothing of its own. Source: Terraform language, override files. */
export function isOverrideFile(name: string): boolean {
  const ending = endingOf(name);
  if (ending === undefined) return false;
  const stem = name.slice(0, -ending.length);
  return stem === 'override' || stem.endsWith('_override');
}

/** Whether a file of configuration is written in Terraform's JSON syntax. */
export function isJsonSyntax(name: string): boolean {
  return name.endsWith('.tf.json');
}

function endingOf(name: string): string | undefined {
  return ENDINGS.find((ending) => name.endsWith(ending));
}

function isIgnored(name: string): boolean {
  return name.startsWith('.') || name.endsWith('~') || (name.startsWith('#') && name.endsWith('#'));
}
