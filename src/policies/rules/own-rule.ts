import { fillIn } from '../../text/fill-in';
import { shippedText } from '../../text/shipped-text';

/** What a rule of one's own starts with: the shape of a rule, and nothing that it finds yet. */
export function ownRule(packageName: string): string {
  return fillIn(shippedText(__dirname, 'own-rule.rego'), { 'plan.__policy__': packageName });
}
