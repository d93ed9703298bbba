import { ApiError, Route } from './route';

interface WorkItem {
  readonly id: number;
  readonly fields: Record<string, string>;
}

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value: string;
}

/** The tasks of a project whose process calls a task that is done so. */
export class WorkItems {
  public readonly all: WorkItem[] = [];
  public readonly routes: readonly Route[] = [
    {
      pattern: /^GET wit\/workitemtypes\/Task\/states$/,
      answer: () => ({ value: [{ name: 'To Do', category: 'Proposed' }, { name: 'Doing', category: 'InProgress' }, { name: 'Done', category: 'Completed' }] }),
    },
    { pattern: /^POST wit\/wiql$/, answer: ({ body }) => ({ workItems: this.query((body as { query: string }).query) }) },
    {
      pattern: /^POST wit\/workitemsbatch$/,
      answer: ({ body }) => ({ value: this.all.filter(({ id }) => (body as { ids: number[] }).ids.includes(id)) }),
    },
    { pattern: /^POST wit\/workitems\/\$Task$/, answer: ({ type, body }) => this.write({ id: this.all.length + 1, fields: { 'System.State': 'To Do' } }, type, body) },
    {
      pattern: /^PATCH wit\/workitems\/(?<id>\d+)$/,
      answer: ({ parameters, type, body }) => this.write(this.all.find(({ id }) => id === Number(parameters.id)), type, body),
    },
  ];

  /** Only what the one query of the scripts asks for. */
  private query(query: string): object[] {
    const [, closed] = /\[System\.Tags\] CONTAINS 'drift' AND \[System\.State\] <> '(\w+)'/.exec(query)!;
    return this.all.filter(({ fields }) => fields['System.State'] !== closed && fields['System.Tags'].split('; ').includes('drift')).map(({ id }) => ({ id }));
  }

  private write(item: WorkItem | undefined, type: string, body: unknown): WorkItem {
    if (item === undefined) throw new ApiError(404, 'there is no such work item');
    if (type !== 'application/json-patch+json') throw new ApiError(415, `a work item is not changed by ${type}`);
    for (const { path, value } of body as Operation[]) if (path.startsWith('/fields/')) item.fields[path.slice('/fields/'.length)] = value;
    if (!this.all.includes(item)) this.all.push(item);
    return item;
  }
}
