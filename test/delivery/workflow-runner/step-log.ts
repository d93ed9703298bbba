export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title?: string;
  readonly message: string;
}

const COMMAND = /^::([a-z-]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)$/;
const REMOVED = ['set-output', 'set-env', 'add-path', 'save-state'];

/** Secrets of a job, which its logs show as `***`. */
export class Masks {
  private readonly secrets = new Set<string>();

  public add(secret: string): void {
    for (const line of secret.split('\n')) if (line.trim() !== '') this.secrets.add(line.trim());
  }

  public apply(text: string): string {
    return [...this.secrets].sort((a, b) => b.length - a.length).reduce((masked, secret) => masked.replaceAll(secret, '***'), text);
  }
}

/** What a step prints, line by line as GitHub shows it, with the commands to the runner that are in it. */
export class StepLog {
  public readonly annotations: Annotation[] = [];
  private readonly lines: string[] = [];
  private partial = '';
  private silencedUntil?: string;

  constructor(private readonly masks: Masks) {}

  public get text(): string {
    return this.lines.map((line) => `${line}\n`).join('');
  }

  public write(chunk: string): void {
    const lines = (this.partial + chunk).split('\n');
    this.partial = lines.pop()!;
    for (const line of lines) this.line(line);
  }

  /** The last line of a program may lack its end. */
  public end(): void {
    if (this.partial !== '') this.line(this.partial);
    this.partial = '';
  }

  public annotate(level: Annotation['level'], message: string): void {
    this.annotations.push({ level, message: this.masks.apply(message) });
    this.lines.push(this.masks.apply(`##[${level}]${message}`));
  }

  private line(line: string): void {
    this.command(line);
    this.lines.push(this.masks.apply(line));
  }

  private command(line: string): void {
    const [, name, properties = '', message] = COMMAND.exec(line) ?? [];
    if (name === undefined) return;
    if (this.silencedUntil !== undefined) {
      if (name === this.silencedUntil) this.silencedUntil = undefined;
      return;
    }
    if (REMOVED.includes(name)) throw new Error(`GitHub does not take the command any more: ${line}`);
    if (name === 'add-mask') this.masks.add(unescape(message));
    if (name === 'stop-commands') this.silencedUntil = message;
    if (name === 'error' || name === 'warning' || name === 'notice') {
      const title = /(?:^|,)\s*title=([^,]*)/.exec(properties)?.[1];
      this.annotations.push({
        level: name,
        ...(title === undefined ? {} : { title: this.masks.apply(unescape(title)) }),
        message: this.masks.apply(unescape(message)),
      });
    }
  }
}

function unescape(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%');
}
