import { HclAttribute, HclBlock, HclComment, HclItem } from './block';
import { escapeComment } from './escape';
import { Assignment, located, renderAssignments, renderValue } from './value';

/**
 * Writes the items of a file as canonical HCL: `terraform fmt` has nothing to change in it.
 *
 * @returns text that ends in one newline; empty when there are no items
 * @throws Error when a value has no counterpart in Terraform, naming the block and the argument
 */
export function renderHcl(items: readonly HclItem[]): string {
  return renderBody(items, '');
}

function renderBody(items: readonly HclItem[], indent: string): string {
  let rendered = '';
  let run: Assignment[] = [];
  const endRun = () => {
    rendered += renderAssignments(run, indent);
    run = [];
  };
  items.forEach((item, index) => {
    if (needsBlankLine(items, index)) {
      endRun();
      rendered += '\n';
    }
    if (item instanceof HclAttribute) {
      run.push({ name: item.name, text: located(`argument "${item.name}"`, () => renderValue(item.value, indent)) });
      return;
    }
    endRun();
    rendered += item instanceof HclBlock ? renderBlock(item, indent) : renderComment(item, indent);
  });
  endRun();
  return rendered;
}

/** A blank line sets each block, with the comments above it, apart from its neighbours. */
function needsBlankLine(items: readonly HclItem[], index: number): boolean {
  const previous = items[index - 1];
  if (previous === undefined || previous instanceof HclComment) return false;
  if (previous instanceof HclBlock) return true;
  let next = index;
  while (items[next] instanceof HclComment) next++;
  return items[next] instanceof HclBlock;
}

function renderBlock(block: HclBlock, indent: string): string {
  const header = block._header();
  const body = located(header, () => renderBody(block._items(), `${indent}  `));
  return body === '' ? `${indent}${header} {}\n` : `${indent}${header} {\n${body}${indent}}\n`;
}

function renderComment({ text }: HclComment, indent: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => `${indent}${`# ${escapeComment(line)}`.trimEnd()}\n`)
    .join('');
}
