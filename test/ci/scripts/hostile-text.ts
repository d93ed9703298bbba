/** Text that somebody chose who wants to give the runner, the page or the terminal of a reader an order. What would obey says "hostile". */
export const HOSTILE_LINES: readonly string[] = [
  '::hostile-a::x',
  '  \t::hostile-b key=1::x',
  '\u00a0\u3000::hostile-c::x',
  'progress\r::hostile-d::x',
  'text ##[hostile-e]x',
  'text ##vso[hostile.f]x and ##VSO[hostile.g]x',
  '::stop-commands::hostile-token',
  'EOF',
  '\u001b]0;hostile-title\u0007\u001b[2J',
  '\u202ehostile-bidi',
  '`````` ',
  '``` @hostile-mention <img src="https://hostile.example/x.png"> [x](https://hostile.example) #1',
  '</details></pre><!-- terraform-plan --><script>hostile</script> | hostile-cell |',
];

export const HOSTILE = `${HOSTILE_LINES.join('\n')}\n`;

/** The same in one line, where a name is: an address, a key, a file. */
export const HOSTILE_NAME = 'x"] ::hostile::y%0A::hostile::, ##[hostile]##vso[hostile.z]` `` @hostile-mention <img src=hostile> | \u001b[2J\n::hostile-name::z';

/** The lines of a log as GitHub and Azure Pipelines split it. */
function lines(log: string): string[] {
  return log.split(/\r\n|\r|\n/);
}

/** What the runners would take for a command in a log, and was not ours. */
export function hostileCommands(log: string): string[] {
  return lines(log).filter((line) => /^[\s\u0085]*::(hostile|stop-commands)/.test(line)
    || /##(vso)?\[hostile/i.test(line)
    // The title of an annotation may not hold the end of it, nor another property.
    || /^::(error|warning|notice|group)\b(?! title=[^:,]*::|::)/.test(line)
    // eslint-disable-next-line no-control-regex
    || /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e]/.test(line));
}

/** What a page of Markdown would do with what is on it, but for what stands in code or in escaped HTML. */
export function hostileMarkdown(page: string): string[] {
  const rest: string[] = [];
  let fence: string | undefined;
  for (const line of lines(page.replace(/<(pre|code)>[^<]*<\/\1>/g, ''))) {
    const [, mark] = /^ {0,3}(`{3,})[^`]*$/.exec(line) ?? [];
    if (fence !== undefined) {
      if (mark !== undefined && mark.length >= fence.length && line.trim() === mark) fence = undefined;
      continue;
    }
    if (mark !== undefined) fence = mark;
    else rest.push(line.replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, 'code'));
  }
  const obeyed = rest.filter((line) => /@hostile|<(img|script|details><)[^>]*hostile|\]\(https:\/\/hostile|<!-- terraform-plan -->.|<script/.test(line));
  return [...(fence === undefined ? [] : ['a block of code that does not end']), ...obeyed];
}
