/** What to do about one thing: a heading of a page, and steps. */
export interface RunbookSection {
  readonly title: string;
  /** Why, and what to know before; in Markdown. */
  readonly text?: string;
  /** Commands, as a shell takes them; what differs stands in `<…>`. */
  readonly commands?: readonly string[];
  /** What to do, one after the other. */
  readonly steps?: readonly string[];
}

/** A place in the estate that a page is about. */
export interface RunbookPlace {
  readonly environment: string;
  /** Folder of the root module. */
  readonly dir: string;
  /** Label of the call. */
  readonly call: string;
  /** Name of the library module. */
  readonly module: string;
}

/** The page about what Terraform made, with a list of where that is. */
export function renderRunbook(title: string, about: string, places: readonly RunbookPlace[], sections: readonly RunbookSection[]): string {
  const table = places.length === 0 ? [] : [
    ['| environment | root module | call | module |', '| --- | --- | --- | --- |',
      ...places.map(({ environment, dir, call, module }) => `| ${environment} | \`${dir}\` | \`${call}\` | \`${module}\` |`)].join('\n'),
  ];
  return `${[`# ${title}`, about, ...table, ...sections.map(renderSection)].join('\n\n')}\n`;
}

function renderSection({ title, text, commands = [], steps = [] }: RunbookSection): string {
  return [
    `## ${title}`,
    ...(text === undefined ? [] : [text]),
    ...(commands.length === 0 ? [] : [`\`\`\`sh\n${commands.join('\n')}\n\`\`\``]),
    ...(steps.length === 0 ? [] : [steps.map((step) => `- ${step}`).join('\n')]),
  ].join('\n\n');
}
