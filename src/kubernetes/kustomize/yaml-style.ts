import { isCarriedName } from './carried-text';

const WORD = /^[A-Za-z0-9][\w./%-]*$/;
/** What a reader of YAML 1.1 takes for a boolean or a number. */
const NO_STRING = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf|e[-+]?[0-9]+)$/i;

/** Whether a text certainly stands without quotes, in a file of ours and in what kustomize makes of it. */
export function isPlainText(text: string): boolean {
  return WORD.test(text) && isCarriedName(text) && !NO_STRING.test(text);
}
