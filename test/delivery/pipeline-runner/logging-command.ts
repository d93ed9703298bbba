/** What a line of a log tells the agent. */
export interface LoggingCommand {
  readonly area: string;
  readonly action: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** The command in a line, wherever it begins. Source: `Command.TryParse` of microsoft/azure-pipelines-agent. */
export function loggingCommand(line: string): LoggingCommand | undefined {
  const found = /##vso\[(\w+)\.(\w+)\s*([^\]]*)\](.*)$/i.exec(line);
  if (found === null) return undefined;
  const [, area, action, properties, message] = found;
  const pairs = properties.split(';').filter((text) => text.includes('=')).map((text): [string, string] => {
    const at = text.indexOf('=');
    return [text.slice(0, at).trim(), unescaped(text.slice(at + 1))];
  });
  return { area: area.toLowerCase(), action: action.toLowerCase(), properties: Object.fromEntries(pairs), message: unescaped(message) };
}

function unescaped(text: string): string {
  return text.replaceAll('%3B', ';').replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%5D', ']').replaceAll('%AZP25', '%');
}
