import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import type { PluginMirror } from './plugin-mirror';
import { requiredProviders } from './required-providers';

/**
 * The flag with which a plugin prints how it is found, and goes on until it is interrupted. Plugins call it one way or the other; azuread 3.9 takes
 * one and does nothing with it, so that Terraform starts it.
 */
const FLAGS: Readonly<Partial<Record<string, string>>> = { azurerm: '-debuggable', random: '-debug', tencentcloud: '-debuggable' };

/** In what a plugin prints then. */
const ATTACHMENT = /TF_REATTACH_PROVIDERS='(\{.*\})'/;

/**
 * Real plugins, each of which is started once for all of Terraform that runs meanwhile: starting one for every command took most of the
 * processor time of a run. Nothing is configured in them, since all that is planned with them is mocked.
 *
 * @see https://developer.hashicorp.com/terraform/plugin/debugging#terraform-cli
 */
export class RunningPlugins {
  private readonly attachments = new Map<string, Promise<object>>();
  private readonly processes: ChildProcess[] = [];

  constructor(private readonly mirror: PluginMirror) {}

  /** What Terraform needs in its environment to find the plugins that a directory asks for. */
  public async envFor(directory: string): Promise<Record<string, string>> {
    const attachments: object[] = [];
    for (const { address, constraint } of requiredProviders(directory)) {
      const plugin = this.mirror.plugin(address, constraint);
      if (plugin === undefined) throw new Error(`There is no plugin of ${address} ${constraint}`);
      const flag = FLAGS[path.posix.basename(address)];
      if (flag === undefined) continue;
      if (!this.attachments.has(plugin)) this.attachments.set(plugin, this.start(plugin, flag));
      attachments.push(await this.attachments.get(plugin)!);
    }
    return { TF_REATTACH_PROVIDERS: JSON.stringify(Object.assign({}, ...attachments)) };
  }

  public async stop(): Promise<void> {
    await Promise.all(this.processes.filter(({ exitCode }) => exitCode === null).map(async (process) => {
      const ended = once(process, 'exit');
      process.kill('SIGINT');
      await ended;
    }));
  }

  private async start(plugin: string, flag: string): Promise<object> {
    const process = spawn(plugin, [flag], { stdio: ['ignore', 'pipe', 'ignore'] });
    this.processes.push(process);
    return new Promise((resolve, reject) => {
      createInterface(process.stdout).on('line', (line) => {
        const attachment = ATTACHMENT.exec(line)?.[1];
        if (attachment !== undefined) resolve(JSON.parse(attachment) as object);
      });
      process.on('error', reject).on('exit', (status) => reject(new Error(`${plugin} ${flag} ended with status ${status} before it said how it is found`)));
    });
  }
}
